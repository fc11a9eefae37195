import FoundationEssentials
import MachineInspection
import Statistics

/// Google Benchmark JSON, schema version 1: one repetition per process, and then the aggregates.
struct GoogleExport {
    private let result: BenchResult

    init(_ result: BenchResult) { self.result = result }

    var export: Export {
        get throws {
            let (cells, leftOut) = result.exported
            let all = cells.enumerated().flatMap { family, cell in runs(of: cell, family: family) }
            let document = Document(context: context(leftOut), benchmarks: all)
            return Export(
                text: String(decoding: try ResultStore.encode(document, pretty: true), as: UTF8.self),
                remarks: leftOut)
        }
    }

    /// What the context says of cpu_time. Exports of before `exported_by` are known by it.
    static let cpuTime = "not measured: cpu_time repeats real_time"

    private struct Document: Encodable {
        let context: [String: GoogleValue]
        let benchmarks: [[String: GoogleValue]]
    }

    private func context(_ leftOut: [String]) -> [String: GoogleValue] {
        let provenance = result.provenance
        let started = Date(timeIntervalSince1970: Double(provenance.startedAt))
        var context: [String: GoogleValue] = [
            "date": .text(started.formatted(.iso8601)),
            "executable": .text(provenance.commandLine.first ?? "bench"),
            "library_build_type": .text(provenance.build.configuration),
            "json_schema_version": .integer(1),
            "exported_by": .text(ExportedName.program),
            // compare.py requires a cpu_time.
            "cpu_time": .text(Self.cpuTime),
        ]
        if let commit = provenance.source.commit.value { context["commit"] = .text(commit) }
        if let online = provenance.environment.processor.online.value {
            context["num_cpus"] = .integer(UInt64(max(0, online)))
        }
        if let frequency = provenance.environment.processor.frequencyMHz.value {
            context["mhz_per_cpu"] = .number(frequency.rounded())
        }
        if !leftOut.isEmpty { context["left_out"] = .text(leftOut.joined(separator: "; ")) }
        return context
    }

    private func runs(of exported: ExportedCell, family: Int) -> [[String: GoogleValue]] {
        let name = exported.cell.name
        var common: [String: GoogleValue] = [
            "family_index": .integer(UInt64(family)), "per_family_instance_index": .integer(0),
            "run_name": .text(name), "repetitions": .integer(UInt64(exported.costs.count)),
            "threads": .integer(1), "time_unit": .text("ns"),
        ]
        let aggregates = [("mean", mean(exported.costs)), ("median", exported.estimate.median)].map {
            kind, value in
            common.merging([
                "name": .text("\(name)_\(kind)"), "run_type": .text("aggregate"),
                "aggregate_name": .text(kind), "aggregate_unit": .text("time"),
                "iterations": .integer(UInt64(exported.costs.count)), "real_time": .number(value),
                "cpu_time": .number(value),
            ]) { $1 }
        }
        common["name"] = .text(name)
        common["run_type"] = .text("iteration")
        return zip(exported.costs, exported.callbacks).enumerated().map { index, process in
            // Counted once, so only with the first repetition. Members take precedence over counters of their
            // name.
            let counts =
                index > 0
                ? []
                : exported.counts.map { ($0.name, $0.perCallback) }
                    + exported.derived.map { ($0.name, $0.value) }
            let counters = Dictionary(counts.map { ($0.0, GoogleValue.number($0.1)) }) { $1 }
            return counters.merging(common) { $1 }.merging([
                "repetition_index": .integer(UInt64(index)), "iterations": .integer(process.1),
                "real_time": .number(process.0), "cpu_time": .number(process.0),
            ]) { $1 }
        } + aggregates
    }

    private func mean(_ values: [Double]) -> Double {
        values.reduce(0) { $0 + $1 / Double(values.count) }
    }
}

/// A value in Google Benchmark's JSON.
enum GoogleValue: Encodable {
    case text(String)
    case integer(UInt64)
    case number(Double)

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .integer(let integer): try container.encode(integer)
        case .number(let number): try container.encode(number)
        }
    }
}
