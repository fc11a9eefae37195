import BenchResults
import Statistics

/// Which costs grow with size, and which do not.
struct GrowthSentence {
    private let parameter: String
    private let growth: [Growth]
    private let isSick: Bool

    init(_ sweep: BenchResult) {
        parameter = sweep.plan.sweep?.parameter ?? "size"
        isSick = sweep.sickness != nil
        let strategies = Set(sweep.strategies.map(\.name)).subtracting([sweep.floor])
        growth = sweep.fittedGrowth.filter { strategies.contains($0.subject) }
    }

    var sentence: Prose? {
        let words: [(GrowthExponent.Verdict, String)] = [
            (.linear, "linear"), (.other, "neither flat nor linear"), (.flat, "flat"),
            (.unknown, "inconclusive"),
        ]
        var parts: [Prose] = []
        for (verdict, word) in words {
            let names = growth.filter { $0.verdict == verdict }.map { growth -> Prose in
                guard verdict == .linear, let slope = growth.linear?.slope else {
                    return "\(name: growth.subject)"
                }
                return
                    "\(name: growth.subject) (\(Quantity.difference(slope.multiplied(by: 1000))) for each 1000)"
            }
            if !names.isEmpty { parts.append("\(word): " + Prose.list(names, most: 3)) }
        }
        guard let first = parts.first else { return nil }
        if isSick { return "Growth by \(parameter) was measured in a sick session, and is not judged here." }
        return "Cost by \(parameter): " + parts.dropFirst().reduce(first) { $0 + "; " + $1 } + "."
    }
}
