import BenchResults
import Cells
import ChildProtocol
import Statistics

/// What a reader would otherwise have to work out from the table, in two or three sentences that say no
/// more than the intervals do.
struct Headline: Sendable {
    /// The sentences, the most telling first.
    let sentences: [Prose]

    /// Looks at the costs, and at what the strategies get wrong if that is known.
    init(_ result: BenchResult, verdicts: Verdicts?) {
        let strategies = result.strategies.map(\.name).filter { $0 != result.floor }
        let cells = result.cells.filter { $0.kind == .strategy && $0.subject != result.floor }
        let facts = Facts(result: result, strategies: strategies, cells: cells)
        sentences = [
            facts.incomplete, facts.bias ?? facts.extreme, facts.deaths,
            facts.bias == nil ? facts.cheapest : nil,
            verdicts.flatMap { SafetySentence($0, of: strategies).sentence },
        ].compactMap { $0 }
    }
}

private struct Facts {
    let result: BenchResult
    let strategies: [String]
    let cells: [CellResult]

    var incomplete: Prose? {
        result.isComplete ? nil : "The run is incomplete: \(result.incompleteReason ?? "no reason given")."
    }

    /// A session that is not to be believed ranks nothing.
    var bias: Prose? {
        let reasons = result.health?.reasons ?? []
        if !reasons.isEmpty {
            return "No strategy is ranked, because the session is sick: \(reasons.joined(separator: "; "))."
        }
        // A result of before health was recorded has its null pair.
        guard let pair = result.nullPair, pair.verdict == .biased else { return nil }
        return "No strategy is ranked, because in this session a strategy differs from itself."
    }

    /// The workload in which the choice of the strategy matters most. It is the difference that says so: a ratio to a
    /// callback that does next to nothing is large whatever the other costs.
    var extreme: Prose? {
        let slower = cells.filter { $0.standing == .slower && $0.ratioToBest != nil }
        guard let slowest = slower.max(by: { ownCost($0) < ownCost($1) }) else { return noDifference }
        let best = cells.first { $0.workload == slowest.workload && $0.standing == .best }
        guard let best, let most = slowest.netOfFloor ?? slowest.nanosecondsPerCallback,
            let least = best.netOfFloor ?? best.nanosecondsPerCallback
        else { return nil }
        let place = result.workloads.first { $0.name == slowest.workload }
        let isNet = slowest.netOfFloor != nil && best.netOfFloor != nil
        let isNothing = isNet && Quantity.isNothing(least, resolution: result.resolution)
        let cheapest = isNothing ? "nothing measurable" : Quantity.time(least)
        return """
            On \(name: slowest.workload)\(place.map { " (\($0.summary))" } ?? ""), \(name: slowest.subject) \
            \(isNet ? "adds \(Quantity.time(most)) to" : "takes \(Quantity.time(most)) for") a callback, \
            \(name: best.subject) \(cheapest).
            """
    }

    private func ownCost(_ cell: CellResult) -> Double {
        (cell.netOfFloor ?? cell.nanosecondsPerCallback)?.median ?? 0
    }

    private var noDifference: Prose? {
        let judged = cells.filter { $0.standing == .indistinct }
        if !judged.isEmpty {
            return "No difference between strategies exceeds its interval and the resolution of this session."
        }
        guard cells.contains(where: { $0.standing == .unknown }) else { return nil }
        return "Too few processes for an interval, so no strategy is ranked: --processes 6 gives one."
    }

    var deaths: Prose? {
        guard !cells.isEmpty else { return "No strategy was measured." }
        let measured = Set(cells.filter { $0.status != .pending }.map(\.workload)).count
        let dead = strategies.compactMap { strategy -> (name: String, count: Int)? in
            let count = cells.count {
                $0.subject == strategy && $0.status.isDeath
            }
            return count > 0 ? (strategy, count) : nil
        }.sorted { $0.count > $1.count }
        if dead.isEmpty { return "No strategy died in \(workloads(measured))." }
        let list = Prose.list(dead.map { "\(name: $0.name) in \($0.count)" })
        return "Died: " + list + " of \(workloads(measured))."
    }

    private func workloads(_ count: Int) -> String { count == 1 ? "1 workload" : "\(count) workloads" }

    /// Who is the cheapest most often: indistinct counts as cheapest, for it may be.
    var cheapest: Prose? {
        let judged = Set(cells.filter { $0.standing == .best }.map(\.workload)).filter { workload in
            // Where one strategy is left, it is the cheapest of nothing.
            cells.count { $0.workload == workload && $0.ratioToBest != nil } > 1
        }
        guard judged.count > 1 else { return nil }
        let ranks = strategies.map { strategy in
            (
                strategy,
                cells.count {
                    $0.subject == strategy && judged.contains($0.workload)
                        && ($0.standing == .best || $0.standing == .indistinct)
                }
            )
        }.sorted { $0.1 > $1.1 }
        guard let first = ranks.first, ranks.count > 1, first.1 > 0 else { return nil }
        let leaders = ranks.filter { $0.1 == first.1 }
        let others = ranks.filter { $0.1 < first.1 }
        let lead = Prose.list(leaders.map { "\(name: $0.0)" })
        let named = others.prefix(2)
        let fewer = others.count - named.count
        let rest = named.map { ", \(name: $0.0) in \($0.1)" as Prose }.reduce("", +)
        return "Cheapest, or not measurably different from the cheapest: " + lead
            + " in \(first.1) of \(workloads(judged.count))" + rest
            + (fewer == 0 ? "." : fewer == 1 ? "; one other in fewer." : "; \(fewer) others in fewer.")
    }
}
