import BenchResults
import Cells
import Statistics

/// The costs of a sweep by row, with what was fitted to them.
struct SweptCosts {
    struct Point {
        /// What was there, which for mappings is counted in the process, its own included.
        let size: Double
        let cost: Estimate
    }

    struct Series {
        let name: String
        /// One for each size; nil where there is no cost.
        let points: [Point?]
        /// `0.98 ± 0.02`; nil where nothing could be fitted.
        let exponent: String?
        /// The line that was fitted; nil in sweeps that have an exponent only.
        let linear: LinearGrowth?
        /// `flat`, `linear`, …
        let verdict: String?
    }

    let series: [Series]

    init(_ result: BenchResult) {
        guard let sweep = result.plan.sweep else {
            series = []
            return
        }
        let growth = Dictionary(
            result.fittedGrowth.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
        let swept = Set(sweep.points.map(\.workload))
        let subjects = result.plan.blocks.first { swept.contains($0.workload) }?.subjects ?? []
        series = subjects.filter { $0.kind != .twin }.compactMap { subject in
            let points = sweep.points.map { point -> Point? in
                let cell = result.cells.first {
                    $0.workload == point.workload && $0.subject == subject.label
                }
                guard let cell, let cost = cell.nanosecondsPerCallback else { return nil }
                return Point(size: sweep.size(of: cell, at: point), cost: cost)
            }
            guard points.contains(where: { $0 != nil }) else { return nil }
            let fitted = growth[subject.label]
            return Series(
                name: subject.label, points: points, exponent: fitted.map { Quantity.exponent($0.growth) },
                linear: fitted?.linear,
                verdict: fitted?.verdict.word)
        }
    }
}
