import BenchResults
import PerfCounters

/// What is derived of the counters of a run: what can be shown of it, and why there is not more.
struct DerivedCounters {
    private let run: BenchResult

    init(_ run: BenchResult) { self.run = run }

    /// Names of those that some cell has, in the order of the plan.
    var shown: [String] {
        let given = Set(
            run.cells.flatMap { cell in (cell.derived ?? []).filter { $0.value != nil }.map(\.name) })
        return run.plan.derived.map(\.name).filter(given.contains)
    }

    /// Why cells that have the counters lack what is derived of them. Where a counter lacks, its own remark says
    /// why.
    var remarks: [(name: String, remark: String)] {
        run.plan.derived.map(\.name).flatMap { name in
            var cells: [String: Int] = [:]
            var reasons: [String] = []
            var tried = 0
            for cell in run.cells {
                guard let derived = cell.derived?.first(where: { $0.name == name }) else { continue }
                tried += 1
                let counted = Set(cell.counters.filter { $0.perCallback != nil }.map(\.name))
                guard let reason = derived.reason, counted.isSuperset(of: derived.counters) else { continue }
                if cells[reason] == nil { reasons.append(reason) }
                cells[reason, default: 0] += 1
            }
            return reasons.map { reason in
                let count = cells[reason] ?? 0
                return (name, "not given\(count < tried ? " in \(count) of \(tried) cells" : ""): \(reason)")
            }
        }
    }
}
