import FoundationEssentials
import SystemPackage

/// Reads Google Benchmark JSON, of `--benchmark_format=json` or `--benchmark_out`.
enum GoogleImport {
    private static let units = ["ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9]
    /// How the names of aggregates end in versions before 1.5, which have no `run_type`.
    private static let oldAggregates = ["_mean", "_median", "_stddev", "_cv", "_BigO", "_RMS"]

    private struct Document: Decodable {
        let benchmarks: [Run]
    }

    private struct Run: Decodable {
        let name: String
        let runName: String?
        let runType: String?
        let errorOccurred: Bool?
        let errorMessage: String?
        let skipped: Bool?
        let realTime: Double?
        let timeUnit: String?

        enum CodingKeys: String, CodingKey {
            case name
            case runName = "run_name"
            case runType = "run_type"
            case errorOccurred = "error_occurred"
            case errorMessage = "error_message"
            case skipped
            case realTime = "real_time"
            case timeUnit = "time_unit"
        }
    }

    private struct Members: Decodable {
        let schema: String?
        let context: [String: Anything]?
        /// A value that is ignored.
        struct Anything: Decodable {
            init(from decoder: any Decoder) {}
        }
    }

    /// Whether a text is Google Benchmark's, judging by its members: a context, and no schema of ours.
    static func claims(_ text: Data) -> Bool {
        guard case .success(let members) = JSONGuard.decode(Members.self, from: text) else { return false }
        return members.schema == nil && members.context != nil
    }

    static func benchmarks(in text: Data, of path: FilePath) throws(StoreError) -> CollectedBenchmarks {
        let document: Document
        switch JSONGuard.decode(Document.self, from: text) {
        case .success(let decoded): document = decoded
        case .failure(let problem): throw .malformed(path: path, "nor Google Benchmark JSON: \(problem)")
        }
        var collected = CollectedBenchmarks()
        for run in document.benchmarks where !isAggregate(run) {
            let name = run.runName ?? run.name
            if let problem = problem(of: run, name) {
                collected.passOver("\(name): \(problem)")
            } else if let time = run.realTime, let unit = units[run.timeUnit ?? "ns"] {
                collected.add(name, time * unit)
            }
        }
        if collected.benchmarks.isEmpty && collected.remarks.isEmpty && !document.benchmarks.isEmpty {
            throw .malformed(
                path: path, "it has aggregates only: leave out --benchmark_report_aggregates_only")
        }
        return collected
    }

    private static func isAggregate(_ run: Run) -> Bool {
        if let type = run.runType { return type == "aggregate" }
        return oldAggregates.contains { run.name.hasSuffix($0) }
    }

    private static func problem(of run: Run, _ name: String) -> String? {
        if !name.isPrintableName { return "the name is empty, endless or not printable" }
        if run.errorOccurred == true { return "it failed: \(run.errorMessage ?? "no message")" }
        if run.skipped == true { return "it was skipped" }
        guard let unit = units[run.timeUnit ?? "ns"] else {
            return "the unit of time '\(run.timeUnit ?? "")' is none of ns, us, ms and s"
        }
        guard let time = run.realTime, time > 0, (time * unit).isFinite else {
            return "it has no real_time above 0"
        }
        return nil
    }
}
