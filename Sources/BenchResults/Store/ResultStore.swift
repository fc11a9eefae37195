import CLibrary
import Cells
import FileReading
public import FoundationEssentials
public import SystemPackage

/// Result files: written whole or not at all, and never trusted when read.
public enum ResultStore {
    /// Where results go that have no path of their own.
    public static let localFolder: FilePath = "results/local"

    /// The document as it is stored: one line of JSON with sorted keys, so that equal results are equal
    /// files. `pretty` is for the few that people read and edit.
    public static func encode(_ result: some Encodable, pretty: Bool = false) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
        return JSONText.visible(try encoder.encode(result)) + Data("\n".utf8)
    }

    /// Writes beside the file and renames over it, so that the file is a valid document at all times.
    public static func write(
        _ result: some StoredDocument, to path: FilePath, pretty: Bool = false
    ) throws {
        try write(try encode(result, pretty: pretty), to: path)
    }

    /// A document as it would be stored, once its reader has taken it.
    ///
    /// - Throws: `StoreError` with what a reader would say of the file.
    package static func checked<Document: StoredDocument>(
        _ result: Document, for path: FilePath
    ) throws -> (text: Data, document: Document) {
        let text = try encode(result)
        return (text, try decode(text, of: path))
    }

    /// Writes a text that is not a stored document, in the same way.
    public static func write(text: String, to path: FilePath) throws {
        try write(text.utf8, to: path)
    }

    /// The same for bytes of any kind.
    public static func write(_ bytes: some Sequence<UInt8>, to path: FilePath) throws {
        try replace(path) { try $0.file.writeAll(bytes) }
    }

    /// Makes a file beside another, and renames it over that once it is whole and on the disk.
    static func replace(_ path: FilePath, fill: (PartFile) throws -> Void) throws {
        do {
            let part = try PartFile(for: path)
            do {
                try fill(part)
                guard fsync(part.file.rawValue) == 0 else { throw Errno(rawValue: errno) }
                try part.rename()
                try part.file.close()
            } catch {
                part.remove()
                throw error
            }
        } catch let error as Errno {
            throw StoreError.system(doing: .write, path: path, error)
        }
    }

    /// Makes sure, before anything is measured, that the file can be written: its folder is made and a
    /// file beside it opened and removed again. Only a regular file may be there already, since the
    /// result is renamed over it.
    ///
    /// - Parameter path: where the result is to go.
    /// - Returns: the same, or where the symbolic link that it is leads to.
    /// - Throws: why it cannot be written.
    public static func destination(_ path: FilePath) throws(StoreError) -> FilePath {
        guard !path.isEmpty else { throw .system(doing: .write, path: "''", .noSuchFileOrDirectory) }
        let path = resolved(path)
        var info = stat()
        if stat(path.string, &info) == 0, info.st_mode & S_IFMT != S_IFREG {
            throw .notAFile(doing: .write, path)
        }
        do {
            try makeFolder(path.removingLastComponent())
            PartFile.sweep(besides: path)
            PartFile.sweep(besides: Journal.path(for: path))
            try PartFile(for: path).remove()
            return path
        } catch let error as Errno {
            throw .system(doing: .write, path: path, error)
        } catch {
            throw .system(doing: .write, path: path, .ioError)
        }
    }

    /// Where the symbolic link that a path is leads to; the path itself where nothing is there.
    package static func resolved(_ path: FilePath) -> FilePath { path.resolved ?? path }

    /// Reads a result of the current version, or of an older one that can still be read.
    public static func read<Document: StoredDocument>(
        _ path: FilePath, as type: Document.Type = BenchResult.self
    ) throws(StoreError) -> Document {
        let place = MachinePlace(path)
        let text = try RegularFile.contents(of: place.file)
        guard place.machine != nil, Document.self == BenchResult.self else {
            return try decode(text, of: path)
        }
        guard case .run(let result as Document) = try place.part(of: try decodeAny(text, of: place.file))
        else { return try decode(text, of: place.file) }
        return result
    }

    /// The same of a text that was read from a file, from which `omitted` values were taken.
    static func decode<Document: StoredDocument>(
        _ text: Data, of path: FilePath, omitted: Int = 0
    ) throws(StoreError) -> Document {
        let read: WithHeader<Document>
        switch JSONGuard.decode(WithHeader<Document>.self, from: text, omitted: omitted) {
        case .success(let found): read = found
        case .failure(let problem): throw .malformed(path: path, problem.description)
        }
        guard let document = read.document?.readable else {
            if Document.self == BenchResult.self, read.schema == MergedResult.schemaName,
                case .merged(let merged) = try decodeAny(text, of: path)
            {
                throw .severalMachines(path: path, merged.machineNames)
            }
            throw .otherVersion(
                path: path, found: "\(Legible.text(read.schema)) version \(read.schemaVersion)",
                wanted: "\(Document.schemaName) \(Document.readableVersions)",
                isOtherKind: read.schema != Document.schemaName && read.schema.hasPrefix(documentPrefix))
        }
        if let problem = document.problem { throw .malformed(path: path, Legible.text(problem)) }
        return document
    }

    /// How the names of all of this program's documents begin.
    private static let documentPrefix = "stack-bounds-bench/"

    /// A document, unless it says that it is another: results are megabytes, and parsed once.
    private struct WithHeader<Document: StoredDocument>: Decodable {
        let schema: String
        let schemaVersion: Int
        let document: Document?

        private enum CodingKeys: String, CodingKey {
            case schema, schemaVersion
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            schema = try container.decode(String.self, forKey: .schema)
            schemaVersion = try container.decode(Int.self, forKey: .schemaVersion)
            let isReadable = (Document.oldestVersion...Document.currentVersion).contains(schemaVersion)
            document =
                schema == Document.schemaName && isReadable ? try Document(from: decoder) : nil
        }
    }

    static func makeFolder(_ path: FilePath) throws(Errno) {
        guard !path.isEmpty else { return }
        if mkdir(path.string, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, !path.removingLastComponent().isEmpty else { throw Errno(rawValue: errno) }
        try makeFolder(path.removingLastComponent())
        guard mkdir(path.string, 0o755) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
    }
}

extension FilePath {
    /// The path with text added to its last component.
    func appending(suffix: String) -> FilePath { FilePath(string + suffix) }
}
