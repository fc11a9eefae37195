import Cells
import MachineInspection
import PerfCounters

/// Go benchmark text: https://golang.org/design/14313-benchmark-format, with unit metadata as
/// golang.org/issue/43744 adds it. One line per process, as `-count` gives one per run.
struct GoExport {
    private let result: BenchResult
    /// What a merged result calls the machine; nil where there is one only.
    private let machine: String?

    init(_ result: BenchResult, machine: String? = nil) {
        (self.result, self.machine) = (result, machine)
    }

    var export: Export {
        let (cells, leftOut) = result.exported
        let all = configuration + remarks(leftOut) + units(cells) + [""] + cells.flatMap(lines)
        return Export(text: all.map { $0 + "\n" }.joined(), remarks: leftOut)
    }

    /// Only what makes results of different machines incomparable: benchstat puts results whose
    /// configurations differ in anything, such as the commit, into different tables.
    private var configuration: [String] {
        let environment = result.provenance.environment
        let architectures = ["x86_64": "amd64", "aarch64": "arm64"]
        let architecture = environment.system.machine.value.map { architectures[$0] ?? $0 }
        let pairs = [
            ("goos", "linux"), ("goarch", architecture), ("pkg", ExportedName.program),
            ("cpu", environment.processor.model.value), ("machine", machine),
        ]
        return pairs.compactMap { key, value in value.map { "\(key): \(Legible.text($0))" } }
    }

    /// Lines that begin with '#' are not data.
    private func remarks(_ leftOut: [String]) -> [String] {
        let source = result.provenance.source
        let dirty = source.isDirty.value == true ? ", with uncommitted changes" : ""
        let commit = source.commit.value.map { ["commit \($0)\(dirty)"] } ?? []
        return (commit + ["seed \(result.plan.seed)"] + leftOut).map { "# \(Legible.text($0))" }
    }

    /// Queries are the same in every run, so benchstat need not look for a distribution in them.
    private func units(_ cells: [ExportedCell]) -> [String] {
        var names: [String] = []
        for name in cells.flatMap(\.counts).map(\.name) where !names.contains(name) { names.append(name) }
        let counts = names.map {
            "Unit \(unit($0)) better=lower" + ($0 == ExportedCell.queries ? " assume=exact" : "")
        }
        // Of the share of a mode neither more nor less is better.
        let derived = Set(cells.flatMap(\.derived).map(\.name))
        return counts
            + result.plan.derived.filter { derived.contains($0.name) }.compactMap { ratio in
                ratio.isBetterHigher.map {
                    "Unit \(ExportedName.field(ratio.name)) better=\($0 ? "higher" : "lower")"
                }
            }
    }

    private func lines(of cell: ExportedCell) -> [String] {
        let name = ExportedName.go(cell.cell) + processors
        return zip(cell.costs, cell.callbacks).enumerated().map { index, process in
            // They were counted once, not in every process: repeated, they would look like many that agree.
            let counts =
                index > 0
                ? []
                : cell.counts.map { "\t\($0.perCallback) \(unit($0.name))" }
                    + cell.derived.map { "\t\($0.value) \(ExportedName.field($0.name))" }
            return "\(name)\t\(process.1)\t\(process.0) ns/op" + counts.joined()
        }
    }

    /// Always there when it is known: without it, the 2 of a strategy `x-2` would be taken for it.
    private var processors: String {
        let processor = result.provenance.environment.processor
        return (processor.allowed.value ?? processor.online.value).map { "-\($0)" } ?? ""
    }

    private func unit(_ counter: String) -> String {
        let isTime = result.counters.contains { $0.name == counter && $0.unit == .nanoseconds }
        return ExportedName.field(counter) + (isTime ? "-ns/op" : "/op")
    }
}
