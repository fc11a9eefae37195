/// What is read of Google Benchmark's JSON.
struct GoogleDocument: Decodable {
    let benchmarks: [Run]
    private let context: Context?

    /// Whether `bench export` wrote it.
    var isOurs: Bool {
        context?.exportedBy == ExportedName.program || context?.cpuTime == GoogleExport.cpuTime
    }

    private struct Context: Decodable {
        let exportedBy: String?
        let cpuTime: String?

        enum CodingKeys: String, CodingKey {
            case exportedBy = "exported_by"
            case cpuTime = "cpu_time"
        }

        /// What others write under these names is not ours, of whatever type it is.
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            exportedBy = try? container.decode(String.self, forKey: .exportedBy)
            cpuTime = try? container.decode(String.self, forKey: .cpuTime)
        }
    }

    /// One repetition, or an aggregate of several.
    struct Run: Decodable {
        let name: String
        let familyIndex: Int?
        let instanceIndex: Int?
        let repetitionIndex: Int?
        let runName: String?
        let runType: String?
        let errorOccurred: Bool?
        let errorMessage: String?
        let skipped: Bool?
        let skipMessage: String?
        let realTime: Time?
        let timeUnit: String?

        enum CodingKeys: String, CodingKey {
            case name, skipped
            case familyIndex = "family_index"
            case instanceIndex = "per_family_instance_index"
            case repetitionIndex = "repetition_index"
            case runName = "run_name"
            case runType = "run_type"
            case errorOccurred = "error_occurred"
            case errorMessage = "error_message"
            case skipMessage = "skip_message"
            case realTime = "real_time"
            case timeUnit = "time_unit"
        }
    }

    /// A time; NaN and infinities come as strings (`JSONGuard.decode`).
    enum Time: Decodable {
        case number(Double)
        case notANumber

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if (try? container.decode(String.self)) != nil {
                self = .notANumber
            } else {
                self = .number(try container.decode(Double.self))
            }
        }
    }
}

/// The names of benchmarks, of which two families or instances can have the same.
struct GoogleNames {
    private struct Places {
        var families: Set<Int?> = []
        var instances: Set<Int?> = []
    }

    private var places: [String: Places] = [:]
    /// Names whose runs nothing tells apart.
    private var unclear: [String] = []

    init(_ runs: [GoogleDocument.Run]) {
        var repetitions: [String: Set<Int?>] = [:]
        for run in runs {
            let name = run.runName ?? run.name
            places[name, default: Places()].families.insert(run.familyIndex)
            places[name, default: Places()].instances.insert(run.instanceIndex)
            guard run.familyIndex == nil, !repetitions[name, default: []].insert(run.repetitionIndex).inserted
            else { continue }
            if !unclear.contains(name), unclear.count < 10 { unclear.append(name) }
        }
    }

    /// The name, with what tells it from another benchmark that is called the same.
    func name(of run: GoogleDocument.Run) -> String {
        let name = run.runName ?? run.name
        guard let own = places[name] else { return name }
        let (families, instances) = (own.families.count > 1, own.instances.count > 1)
        if !families && !instances { return name }
        let parts =
            (families ? ["family \(run.familyIndex.map(String.init) ?? "unknown")"] : [])
            + (instances ? ["instance \(run.instanceIndex.map(String.init) ?? "unknown")"] : [])
        return "\(name) [\(parts.joined(separator: ", "))]"
    }

    /// What was taken for granted.
    var remarks: [String] {
        unclear.filter(\.isPrintableName).map {
            "\($0) is there several times without family_index: taken for repetitions of one benchmark"
        }
    }
}
