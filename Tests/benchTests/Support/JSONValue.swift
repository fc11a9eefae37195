import FoundationEssentials
import SystemPackage
import TestSupport

/// A document as plain JSON, to be changed in ways that our programs never write.
indirect enum JSONValue: Encodable, Sendable {
    case null
    case bool(Bool)
    case int(Int)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    subscript(key: String) -> JSONValue {
        get {
            guard case .object(let members) = self else { return .null }
            return members[key] ?? .null
        }
        set {
            guard case .object(var members) = self else { return }
            members[key] = newValue
            self = .object(members)
        }
    }

    /// The entries of a list.
    var entries: [JSONValue] {
        get {
            guard case .list(let entries) = self else { return [] }
            return entries
        }
        set { self = .list(newValue) }
    }

    var string: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    /// Every text in it, changed.
    func mappingTexts(_ change: (String) -> String) -> JSONValue {
        switch self {
        case .text(let text): .text(change(text))
        case .list(let entries): .list(entries.map { $0.mappingTexts(change) })
        case .object(let members): .object(members.mapValues { $0.mappingTexts(change) })
        default: self
        }
    }

    /// A file of the repository's reference results, with one sample per process: no report shows them.
    static func reference(_ name: String) throws -> JSONValue {
        let documents = try read.get()
        return documents[name] ?? .null
    }

    private static let read = Result {
        try ["result.json", "sweep.json", "expectations.json"].reduce(into: [String: JSONValue]()) {
            let path = Repository.reference.appending($1).string
            var document = try JSONParser.document(at: path)
            for index in document["cells"].entries.indices {
                var replicates = document["cells"].entries[index]["replicates"].entries
                for replicate in replicates.indices {
                    let samples = replicates[replicate]["nanoseconds"].entries
                    replicates[replicate]["nanoseconds"] = .list(Array(samples.prefix(1)))
                }
                document["cells"].entries[index]["replicates"] = .list(replicates)
            }
            $0[$1] = document
        }
    }

    func write(to path: FilePath) throws {
        try JSONEncoder().encode(self).write(to: URL(filePath: path.string))
    }
}
