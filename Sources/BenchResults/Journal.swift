import FoundationEssentials
public import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a run has measured so far, a line of JSON a child, written as it comes.
///
/// The first line says what is measured, and with which program. A run that is killed leaves its journal
/// beside the result, and `--resume` goes on from it; a run that ends removes it.
public struct Journal: ~Copyable {
    /// The first line.
    public struct Header: Codable, Sendable, Equatable {
        /// What is measured.
        public let plan: RunPlan
        /// The program that measures. Records of different programs do not mix.
        public let build: Provenance.Build

        /// Describes a run.
        public init(plan: RunPlan, build: Provenance.Build) {
            self.plan = plan
            self.build = build
        }
    }

    /// Where it is.
    public let path: FilePath
    private let file: FileDescriptor

    /// The journal that belongs to a result file.
    public static func path(for result: FilePath) -> FilePath { result.appending(suffix: ".journal") }

    /// Starts a journal, or goes on with one that has the records given.
    public init(at path: FilePath, header: Header, records: [Record] = []) throws {
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch let error as Errno {
            throw StoreError.system(doing: "write", path: path, error)
        }
        do {
            try Self.write(header, to: file, at: path)
            for record in records { try Self.write(record, to: file, at: path) }
        } catch {
            try? file.close()
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
        let lines = try ResultStore.contents(of: path).split(separator: UInt8(ascii: "\n"))
        let decoder = JSONDecoder()
        guard let first = lines.first, let header = try? decoder.decode(Header.self, from: first) else {
            throw .malformed(path: path, "its first line is not that of a journal")
        }
        var records: [Record] = []
        for (index, line) in lines.dropFirst().enumerated() {
            if let record = try? decoder.decode(Record.self, from: line) {
                records.append(record)
            } else if index + 2 < lines.count {
                throw .malformed(path: path, "line \(index + 2) is not a record")
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
            throw StoreError.system(doing: "write", path: path, error)
        }
    }
}
