import FoundationEssentials
import MachineInspection
public import SystemPackage

/// What a stored document says about itself, without the rest.
public struct DocumentHeader: Sendable {
    /// What it is.
    public let schema: String
    /// The commit that was measured; nil when it is not known.
    public let commit: String?
    /// Whether the tree differed from it; nil when it is not known.
    public let isDirty: Bool?
    /// Whether everything that was planned was measured; nil for documents that do not say.
    public let isComplete: Bool?
    /// Whether it has a part of a run only.
    public let isShard: Bool
    /// End of the measuring, in seconds since 1970 UTC; 0 when it does not say.
    public let finishedAt: Int
}

extension DocumentHeader: Decodable {
    private struct Measured: Decodable {
        let source: Provenance.Source
        let finishedAt: Int
    }

    private enum CodingKeys: String, CodingKey {
        case schema, provenance, isComplete, shard
    }

    /// Reads the members of any of the documents.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let measured = try container.decodeIfPresent(Measured.self, forKey: .provenance)
        schema = try container.decode(String.self, forKey: .schema)
        isComplete = try container.decodeIfPresent(Bool.self, forKey: .isComplete)
        isShard = container.contains(.shard)
        commit = measured?.source.commit.value
        isDirty = measured?.source.isDirty.value
        finishedAt = measured?.finishedAt ?? 0
    }
}

extension ResultStore {
    /// What a file says about itself.
    ///
    /// - Throws: `StoreError` for anything other than one of this program's documents.
    public static func header(of path: FilePath) throws(StoreError) -> DocumentHeader {
        try header(in: try RegularFile.contents(of: path), of: path)
    }

    /// The same of a text that was read from a file.
    static func header(in text: Data, of path: FilePath) throws(StoreError) -> DocumentHeader {
        switch JSONGuard.decode(DocumentHeader.self, from: text) {
        case .success(let header): return header
        case .failure(let problem): throw .malformed(path: path, problem.description)
        }
    }
}
