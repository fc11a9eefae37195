import BenchResults
import PerfCounters
import Statistics

/// What a reader has to know of the numbers above: the null pair, the resolution, what is missing and
/// why.
struct Footnotes {
    private let result: BenchResult

    init(_ result: BenchResult) {
        self.result = result
    }

    var section: Document.Section {
        Document.Section(title: "Notes", blocks: [.remarks(lines.map { Prose($0) })])
    }

    private var lines: [String] {
        [incomplete, MergeSentence.sentence(result), nullPair, health, resolution, sources].compactMap { $0 }
            + unavailableWorkloads
            + RuntimeRemarks(result).lines + counterRemarks
    }

    private var incomplete: String? {
        result.incompleteReason.map { "Incomplete: \($0)." }
    }

    private var nullPair: String {
        guard let pair = result.nullPair else { return "Null pair: not measured." }
        let ratio = Quantity.digits(pair.ratio.median, 4)
        guard let lower = pair.ratio.lower, let upper = pair.ratio.upper else {
            return "Null pair: \(ratio), no interval: \(pair.ratio.reason ?? "")."
        }
        let interval = "\(Quantity.digits(lower, 4)) to \(Quantity.digits(upper, 4))"
        let verdict =
            pair.verdict == .healthy
            ? "contains 1, as it must"
            : "does not contain 1: this session shows differences that are not there"
        return "Null pair (a strategy against itself): \(ratio), interval \(interval) \(verdict)."
    }

    /// A sick session says so; what a quiet one measured of the machine is in the JSON.
    private var health: String? {
        guard let health = result.health, health.isSick else { return nil }
        return
            "This session is sick: \(health.reasons.joined(separator: "; ")). What differs is withheld ('?')."
    }

    private var resolution: String? {
        result.resolution.map {
            "'~': within the interval, or within \(Quantity.time($0)), one iteration of the empty loop; "
                + "'?': not judged."
        }
    }

    /// Where the counters of the table come from: numbers of two sources are not compared.
    private var sources: String? {
        let shown = result.counters.filter { counter in
            result.cells.contains { cell in
                cell.counters.contains { $0.name == counter.name && $0.perCallback != nil }
            }
        }
        var kinds: [CounterSource] = []
        for counter in shown where !kinds.contains(counter.source) { kinds.append(counter.source) }
        guard !kinds.isEmpty else { return nil }
        let lists = kinds.map { kind in
            let names = shown.filter { $0.source == kind }.map(\.name)
            return "\(kind.rawValue) (\(names.joined(separator: ", ")))"
        }
        return "Sources of counters: \(lists.joined(separator: ", "))."
    }

    private var unavailableWorkloads: [String] {
        result.workloads.compactMap { workload in
            workload.unavailable.map { "\(workload.name) is not possible here: \($0)." }
        }
    }

    /// What is to be known of the counters: those that could not be read, with the reason and together
    /// with others that have the same, and those that count less than their name says.
    private var counterRemarks: [String] {
        var reasons: [String] = []
        var names: [String: [String]] = [:]
        let remarks =
            result.counters.flatMap { counter in self.remarks(on: counter).map { (counter.name, $0) } }
            + DerivedCounters(result).remarks
        for (name, remark) in remarks {
            if names[remark] == nil { reasons.append(remark) }
            names[remark, default: []].append(name)
        }
        return reasons.map { "\((names[$0] ?? []).joined(separator: ", ")): \($0)." }
    }

    private func remarks(on counter: CounterProvenance) -> [String] {
        guard let reason = counter.unavailability else { return counter.notes }
        let tried = result.cells.count { cell in cell.counters.contains { $0.name == counter.name } }
        let cells = counter.cellsWithout < tried ? " in \(counter.cellsWithout) of \(tried) cells" : ""
        return counter.notes + ["unavailable\(cells): \(reason)"]
    }
}
