import CLibrary
import FoundationEssentials
import MachineInspection
public import SystemPackage

/// What a run has measured so far: one line of JSON per child, written as it comes.
///
/// The first line says what is measured, and with which program. A run that is killed leaves its journal
/// beside the result, and `--resume` continues from it; a run that ends removes it, unless steps of it failed.
/// It is locked for as long as its run lives, so that two runs cannot have one result.
public final class Journal: Sendable {
    /// The first line.
    public struct Header: Codable, Sendable {
        /// What is measured.
        public let plan: RunPlan
        /// Where, when and with which program the run began.
        public let provenance: Provenance
        /// Which part of which run it is; nil for a whole run.
        public let shard: ShardOfRun?

        /// Describes a run.
        public init(plan: RunPlan, provenance: Provenance, shard: ShardOfRun? = nil) {
            self.plan = plan
            self.provenance = provenance
            self.shard = shard
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

    /// Starts a journal.
    ///
    /// - Throws: `StoreError.inUse` when a run is writing it, and the system's error when there is one already
    ///   that no run is writing.
    public init(at path: FilePath, header: Header) throws {
        do {
            let part = try PartFile(for: path)
            do {
                // Locked and whole before it has its name.
                try Self.write(header, to: part.file, at: path)
                try part.rename(replacing: false)
            } catch {
                part.remove()
                throw error
            }
            self.path = path
            file = part.file
        } catch let error as Errno {
            try Self.checkUse(of: path)
            throw StoreError.system(doing: .write, path: path, error)
        }
    }

    private init(resuming path: FilePath, file: FileDescriptor) {
        self.path = path
        self.file = file
    }

    deinit {
        try? file.close()
    }

    /// Goes on with what an interrupted run left. A last line that was cut short is removed.
    public static func resume(
        _ path: FilePath
    ) throws -> (journal: Journal, header: Header, records: [Record]) {
        let file = try open(path)
        do {
            guard FileLock.take(file) else { throw inUse(path, file) }
            let text = try RegularFile.contents(of: file, at: path)
            let (header, records, length) = try parse(text, of: path)
            guard ftruncate(file.rawValue, off_t(length)) == 0 else {
                throw StoreError.system(doing: .write, path: path, Errno(rawValue: errno))
            }
            return (Journal(resuming: path, file: file), header, records)
        } catch {
            try? file.close()
            throw error
        }
    }

    /// Makes sure that no run is writing a journal.
    ///
    /// - Throws: `StoreError.inUse`, which names the process.
    package static func checkUse(of path: FilePath) throws(StoreError) {
        guard let file = try? open(path) else { return }
        defer { try? file.close() }
        if !FileLock.take(file) { throw inUse(path, file) }
    }

    private static func open(_ path: FilePath) throws(StoreError) -> FileDescriptor {
        do {
            return try FileDescriptor.open(
                path, .readWrite, options: [.closeOnExec, .nonBlocking, .append])
        } catch {
            throw .system(doing: .read, path: path, error as? Errno ?? .ioError)
        }
    }

    private static func inUse(_ path: FilePath, _ file: FileDescriptor) -> StoreError {
        .inUse(path, process: FileLock.holder(of: file))
    }

    /// Adds a child's record.
    public func append(_ record: Record) throws { try Self.write(record, to: file, at: path) }

    /// Removes the file: the result has everything.
    public func remove() { unlink(path.string) }

    /// What an interrupted run left. A last line that was cut short is left out.
    public static func read(_ path: FilePath) throws(StoreError) -> (header: Header, records: [Record]) {
        let (header, records, _) = try parse(try RegularFile.contents(of: path), of: path)
        return (header, records)
    }

    /// What a journal says, and the length of the part that says it.
    private static func parse(
        _ text: Data, of path: FilePath
    ) throws(StoreError) -> (header: Header, records: [Record], length: Int) {
        // What follows the last end of a line was cut short, even where what is left of it can be read.
        let end = text.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? text.startIndex
        let lines = text[..<end].lines.filter { !$0.isEmpty }
        guard let first = lines.first else {
            throw .malformed(path: path, text.isEmpty ? "the file is empty" : firstLineProblem)
        }
        guard case .success(let header) = JSONGuard.decode(Header.self, from: first) else {
            throw .malformed(path: path, firstLineProblem)
        }
        if let problem = header.plan.problem ?? header.shard?.problem {
            throw .malformed(path: path, problem)
        }
        var records: [Record] = []
        var length = end - text.startIndex
        for (index, line) in lines.dropFirst().enumerated() {
            switch JSONGuard.decode(Record.self, from: line) {
            case .success(let record): records.append(record)
            case .failure where index + 2 == lines.count: length = line.startIndex - text.startIndex
            case .failure(let problem):
                throw .malformed(path: path, "line \(index + 2) is not a record: \(problem)")
            }
        }
        return (header, records, length)
    }

    private static let firstLineProblem = "its first line is not that of a journal"

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
