import Cells
import FoundationEssentials
public import SystemPackage

/// Any of the documents in which results are stored, told apart by what they call themselves.
public enum StoredResult: Sendable {
    /// Costs.
    case run(BenchResult)
    /// Costs of a run on several machines.
    case merged(MergedResult)
    /// A safety matrix.
    case check(CheckResult)
    /// Verdicts on record.
    case record(Expectations)
    /// Two sides and what changed.
    case comparison(ResultComparison)
    /// One of these of a version that this program does not read: what it is, and what is read.
    case otherVersion(found: String, wanted: String)

    /// What in the document contradicts itself, on one line; nil when nothing does.
    fileprivate var problem: String? {
        switch self {
        case .run(let document): document.problem
        case .merged(let document): document.problem
        case .check(let document): document.problem
        case .record(let document): document.problem
        case .comparison(let document): document.problem
        case .otherVersion: nil
        }
    }
}

extension StoredResult {
    /// The costs in it with the names of their files: a run, or that of each machine.
    public func runs(of file: String) -> [(name: String, result: BenchResult)] {
        switch self {
        case .run(let result): [(file, result)]
        case .merged(let merged): merged.parts(of: file)
        default: []
        }
    }
}

extension ResultStore {
    /// Reads a document of whatever kind.
    ///
    /// - Throws: `StoreError` for what is not a result of any kind, or is malformed.
    public static func readAny(_ path: FilePath) throws(StoreError) -> StoredResult {
        let place = MachinePlace(path)
        return try place.part(of: try decodeAny(try RegularFile.contents(of: place.file), of: place.file))
    }

    /// The same of a text that was read from a file.
    static func decodeAny(_ text: Data, of path: FilePath) throws(StoreError) -> StoredResult {
        switch JSONGuard.decode(StoredResult.self, from: text) {
        case .failure(let problem): throw .malformed(path: path, problem.description)
        case .success(let document):
            if let problem = document.problem { throw .malformed(path: path, Legible.text(problem)) }
            return document
        }
    }
}

extension StoredResult: Decodable {
    private enum CodingKeys: String, CodingKey {
        case schema, schemaVersion
    }

    /// Reads the header, then the document from the same text: results are megabytes, and parsed once.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let schema = try container.decode(String.self, forKey: .schema)
        let version = try container.decode(Int.self, forKey: .schemaVersion)
        switch schema {
        case BenchResult.schemaName: self = try Self.read(decoder, version) { .run($0) }
        case MergedResult.schemaName: self = try Self.read(decoder, version) { .merged($0) }
        case CheckResult.schemaName: self = try Self.read(decoder, version) { .check($0) }
        case Expectations.schemaName: self = try Self.read(decoder, version) { .record($0) }
        case ResultComparison.schemaName: self = try Self.read(decoder, version) { .comparison($0) }
        case SavedScenarios.schemaName, ExploreResult.schemaName:
            throw DecodingError.dataCorruptedError(
                forKey: .schema, in: container,
                debugDescription: "'\(schema)' is from bench explore; "
                    + "what it saves is for bench check --scenario-file")
        default:
            throw DecodingError.dataCorruptedError(
                forKey: .schema, in: container,
                debugDescription: "'\(Legible.text(schema))' is no document of this program")
        }
    }

    private static func read<Document: StoredDocument>(
        _ decoder: any Decoder, _ version: Int, as wrap: (Document) -> StoredResult
    ) throws -> StoredResult {
        guard (Document.oldestVersion...Document.currentVersion).contains(version) else {
            return .otherVersion(
                found: "\(Document.schemaName) version \(version)", wanted: Document.readableVersions)
        }
        return wrap(try Document(from: decoder).readable)
    }
}
