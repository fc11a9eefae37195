import CLibrary
import FoundationEssentials
import MachineInspection
public import SystemPackage

/// What a run has measured so far: one line of JSON per child, written as it comes.
///
/// The first line says what is measured, and with which program. A run that is killed leaves its journal
/// beside the result, and `--resume` continues from it; a run that ends removes it.
public struct Journal: ~Copyable {
    /// The first line.
    public struct Header: Codable, Sendable {
        /// What is measured.
        public let plan: RunPlan
        /// Where, when and with which program the run began.
        public let provenance: Provenance

        /// Describes a run.
        public init(plan: RunPlan, provenance: Provenance) {
            self.plan = plan
            self.provenance = provenance
        }

        /// Why records of another session do not go with those of this one, or nil. Programs and machines
        /// must not mix in one cell, and nobody would notice if they did.
        public func difference(from other: Provenance) -> String? {
            let (mine, theirs) = (provenance.environment, other.environment)
            if provenance.build != other.build || other.build.buildID.value == nil {
                return "was begun by another build of this program"
            }
            if provenance.strategyLibraries != other.strategyLibraries {
                return "was begun with another strategy library"
            }
            if mine.system != theirs.system || mine.processor.model != theirs.processor.model {
                return "was begun on another system"
            }
            return nil
        }
    }

    /// Where it is.
    public let path: FilePath
    private let file: FileDescriptor

    /// The journal that belongs to a result file.
    public static func path(for result: FilePath) -> FilePath { result.appending(suffix: ".journal") }

    /// Whether there is a journal for a result file, from a run that was interrupted or has not ended.
    public static func exists(for result: FilePath) -> Bool {
        access(path(for: result).string, F_OK) == 0
    }

    /// Starts a journal, or resumes one that has the records given.
    public init(at path: FilePath, header: Header, records: [Record] = []) throws {
        // Written beside it and renamed, so that a resumed journal is never incomplete.
        let fresh = path.appending(suffix: ".part")
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(
                fresh, .writeOnly, options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch let error as Errno {
            throw StoreError.system(doing: .write, path: path, error)
        }
        do {
            try Self.write(header, to: file, at: path)
            for record in records { try Self.write(record, to: file, at: path) }
            guard rename(fresh.string, path.string) == 0 else {
                throw StoreError.system(doing: .write, path: path, Errno(rawValue: errno))
            }
        } catch {
            try? file.close()
            unlink(fresh.string)
            throw error
        }
        self.path = path
        self.file = file
    }

    deinit {
        try? file.close()
    }

    /// Adds a child's record.
    public borrowing func append(_ record: Record) throws { try Self.write(record, to: file, at: path) }

    /// Removes the file: the result has everything.
    public borrowing func remove() { unlink(path.string) }

    /// What an interrupted run left. A last line that was cut short is left out.
    public static func read(_ path: FilePath) throws(StoreError) -> (header: Header, records: [Record]) {
        let lines = try RegularFile.contents(of: path).split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first else { throw .malformed(path: path, "the file is empty") }
        guard case .success(let header) = JSONGuard.decode(Header.self, from: first) else {
            throw .malformed(path: path, "its first line is not that of a journal")
        }
        if let problem = header.plan.problem { throw .malformed(path: path, problem) }
        var records: [Record] = []
        for (index, line) in lines.dropFirst().enumerated() {
            switch JSONGuard.decode(Record.self, from: line) {
            case .success(let record): records.append(record)
            case .failure where index + 2 == lines.count: break
            case .failure(let problem):
                throw .malformed(path: path, "line \(index + 2) is not a record: \(problem)")
            }
        }
        return (header, records)
    }

    private static func write(
        _ line: some Encodable, to file: FileDescriptor, at path: FilePath
    ) throws {
        do {
            try file.writeAll(try JSONEncoder().encode(line) + Data("\n".utf8))
        } catch let error as Errno {
            throw StoreError.system(doing: .write, path: path, error)
        }
    }
}
