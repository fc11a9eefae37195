import Cells
import MachineInspection
import Statistics

/// OpenMetrics text, https://prometheus.io/docs/specs/om/open_metrics_spec/, of gauges alone, so that Prometheus' own
/// text format has it too: its node exporter refuses a file with a type that it does not know.
struct OpenMetricsExport {
    private let result: BenchResult

    init(_ result: BenchResult) { self.result = result }

    private static let prefix = "stack_bounds_bench_"

    private typealias Sample = (labels: [(name: String, value: String)], value: Double)

    var export: Export {
        let (cells, leftOut) = result.exported
        let families = [
            family("run_info", nil, "What was measured where; always 1.", [(information, 1)]),
            family(
                "run_start_time_seconds", "seconds", "When the run began, in seconds since 1970 UTC.",
                [([], Double(result.provenance.startedAt))]),
            family(
                "run_complete", nil, "1 if everything that was planned was measured, 0 otherwise.",
                [([], result.isComplete ? 1 : 0)]),
            family(
                "run_sick", nil, "1 if the machine was not quiet enough to trust differences, 0 otherwise.",
                [([], result.reasonsForSickness.isEmpty ? 0 : 1)]),
            family(
                "cell_measured", nil, "1 if the cell has a cost, 0 otherwise: it may have died.",
                result.cells.map { (labels($0), $0.nanosecondsPerCallback == nil ? 0 : 1) }),
            seconds("callback_seconds", "Cost of a callback: median over processes.", cells) { $0.median },
            seconds("callback_lower_seconds", "Lower end of the interval of the median.", cells) { $0.lower },
            seconds("callback_upper_seconds", "Upper end of the interval of the median.", cells) { $0.upper },
            family(
                "callback_events", nil, "Events per callback, by the name of the counter.",
                cells.flatMap { cell in
                    cell.counts.map { (labels(cell.cell) + [("counter", $0.name)], $0.perCallback) }
                }),
            family(
                "counter_ratio", nil, "What is derived of two counters, by its name: median over processes.",
                cells.flatMap { cell in
                    cell.derived.map { (labels(cell.cell) + [("ratio", $0.name)], $0.value) }
                }),
        ]
        return Export(text: families.joined() + "# EOF\n", remarks: leftOut)
    }

    private var information: [(name: String, value: String)] {
        let (environment, build) = (result.provenance.environment, result.provenance.build)
        func text<Value>(_ reading: Reading<Value>) -> String { reading.value.map { "\($0)" } ?? "" }
        return [
            ("commit", text(result.provenance.source.commit)),
            ("dirty", text(result.provenance.source.isDirty)),
            ("cpu", text(environment.processor.model)), ("kernel", text(environment.system.kernelRelease)),
            ("configuration", build.configuration), ("compiler", build.swiftCompiler),
        ]
    }

    private func labels(_ cell: CellResult) -> [(name: String, value: String)] {
        [("workload", cell.workload), ("row", cell.subject), ("kind", cell.kind.rawValue)]
    }

    /// The base unit is the second.
    private func seconds(
        _ name: String, _ help: String, _ cells: [ExportedCell], _ end: (Estimate) -> Double?
    ) -> String {
        family(
            name, "seconds", help,
            cells.compactMap { cell in end(cell.estimate).map { (labels(cell.cell), $0 / 1_000_000_000) } })
    }

    /// A family without samples is left out.
    private func family(_ name: String, _ unit: String?, _ help: String, _ samples: [Sample]) -> String {
        if samples.isEmpty { return "" }
        let name = Self.prefix + name
        // A name that is there twice would make the whole file unreadable.
        var seen: Set<String> = []
        let lines = samples.compactMap { sample -> String? in
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(
                separator: ",")
            guard sample.value.isFinite, seen.insert(labels).inserted else { return nil }
            return "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
        }
        return "# TYPE \(name) gauge\n" + (unit.map { "# UNIT \(name) \($0)\n" } ?? "")
            + "# HELP \(name) \(Self.escaped(help))\n" + lines.joined()
    }

    private static func escaped(_ text: String) -> String {
        Legible.text(text).replacingScalars { scalar in
            switch scalar {
            case "\\": "\\\\"
            case "\"": "\\\""
            case "\n": "\\n"
            default: nil
            }
        }
    }
}
