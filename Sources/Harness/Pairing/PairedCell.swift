import BenchResults
import Cells
import ChildProtocol
import Statistics

/// One cell on two programs, and what has been measured of it so far.
struct PairedCell: Sendable {
    let id: CellID
    /// The same for both sides and every process: calibrated once, on the old side.
    var iterations: UInt64 = 1
    var callbacksPerIteration = 1
    var screening: [CostPair] = []
    var confirmation: [CostPair] = []
    /// Processes in which the strategy died.
    var deaths = (old: 0, new: 0)
    /// How it died the first time.
    var death = (old: String?.none, new: String?.none)
    /// What went wrong, other than the strategy's death.
    var failure: String?
    /// Seconds that all pairs took together.
    var seconds = 0.0
    /// Seconds that one pair takes.
    var pairSeconds: Double { seconds / Double(max(1, screening.count + confirmation.count)) }

    var isDead: Bool { deaths.old + deaths.new > 0 }

    /// Whether it can be measured on.
    var isAlive: Bool { !isDead && failure == nil }

    /// The costs of one round.
    struct Measured: Sendable {
        let old: Outcome
        let new: Outcome
        let seconds: Double
    }

    /// Adds a round to the screening or to the confirmation. If a side has no cost, there is no pair.
    mutating func add(_ round: Measured, to pairs: WritableKeyPath<PairedCell, [CostPair]>) {
        seconds += round.seconds
        let (old, new) = (cost(round.old, isOld: true), cost(round.new, isOld: false))
        if let old, let new { self[keyPath: pairs].append(CostPair(old: old, new: new)) }
    }

    private mutating func cost(_ outcome: Outcome, isOld: Bool) -> Double? {
        switch outcome {
        case .death(let death) where !death.isByStrategy:
            failure = "the child ended: \(death.summary)"
            return nil
        case .death(let death):
            if isOld {
                deaths.old += 1
                self.death.old = death.summary
            } else {
                deaths.new += 1
                self.death.new = death.summary
            }
            return nil
        case .report(let report):
            if let failure = report.failure { self.failure = failure }
            guard let lowest = report.samples?.min(), lowest > 0 else { return nil }
            return Double(lowest) / Double(iterations) / Double(callbacksPerIteration)
        }
    }

    /// Logarithms of new over old in the screening rounds, with their interval.
    func screened(_ rules: ComparisonRules) -> PairedRatio? {
        try? PairedRatio(of: screening.map(\.new), to: screening.map(\.old), alpha: rules.alpha)
    }

    /// Whether more screening rounds would change nothing: there is no change, or clearly one.
    func isSettled(_ rules: ComparisonRules) -> Bool {
        guard let ratio = screened(rules)?.ratio, let lower = ratio.lower, let upper = ratio.upper
        else { return false }
        let (lowest, highest) = rules.noChange
        return rules.isNoChange(ratio) || lower > highest || upper < lowest
    }

    /// For a suspect, the probability of its screening rounds if there was no change; nil if it is no
    /// suspect. A suspect appears changed by more than the threshold, in a way that chance gives less than
    /// one time in five. That is lenient because a suspicion costs time and decides nothing, and 11 of 14
    /// rounds, the usual outcome of a change of 2 %, are p = 0.06.
    func suspicion(_ rules: ComparisonRules) -> Double? {
        guard let ratio = screened(rules), ratio.ratio.lower != nil else { return nil }
        let side =
            ratio.logRatio.median > 0
            ? SignTest.probability(of: ratio.logRatios, above: 0)
            : SignTest.probability(of: ratio.logRatios, below: 0)
        let isLarge =
            ratio.ratio.median > rules.noChange.highest || ratio.ratio.median < rules.noChange.lowest
        return isLarge && 2 * side <= 0.2 ? 2 * side : nil
    }

    /// How many fresh rounds will decide, with room to spare.
    ///
    /// The standard error of a median is 1.25 times the standard deviation over the square root of the count
    /// (of normal deviates); at 4.2 of them beyond the threshold a test at 1 % would find it 19 times out of
    /// 20. It is multiplied by four because a dozen rounds are a poor guide to the spread: in two sessions
    /// with 11 suspects, the spread of the fresh rounds was 0.6 to 6 times that of the screening, and 7
    /// changed suspects stayed undecided or nearly so, with half of the budget left.
    func freshRounds(_ rules: ComparisonRules, in range: ClosedRange<Int>) -> Int {
        guard let logRatios = screened(rules)?.logRatios.sorted(), logRatios.count > 3 else {
            return range.upperBound
        }
        let quartiles = (logRatios[logRatios.count / 4], logRatios[logRatios.count - 1 - logRatios.count / 4])
        let deviation = (quartiles.1 - quartiles.0) / 1.35
        let median = abs(logRatios[logRatios.count / 2])
        // A suspect close to the threshold would need endless rounds.
        let distance = max(median - rules.threshold, rules.threshold / 4, 0.001)
        let wanted = 4.2 * 1.25 * deviation / distance
        let enough = Double(range.lowerBound) + wanted * wanted
        return Int(min(4 * enough, Double(range.upperBound)))
    }

    /// The cell in the form that the judge takes.
    var evidence: ComparisonEvidence {
        let median = { (costs: [Double]) in try? Median.of(costs) }
        let (old, new) = (median(screening.map(\.old)), median(screening.map(\.new)))
        func settled(_ verdict: ComparisonVerdict, _ reason: String?) -> ComparisonEvidence {
            .settled(verdict, reason: reason, old: old, new: new)
        }
        if let failure { return settled(.notComparable, failure) }
        switch (deaths.old, deaths.new) {
        case (0, 0): return .paired(screening: screening, confirmation: confirmation)
        case (0, 1), (1, 0):
            return settled(.inconclusive, "died once: \(death.old ?? death.new ?? "")")
        case (0, _): return settled(.newlyDied, "\(death.new ?? ""), in \(deaths.new) processes")
        case (_, 0): return settled(.noLongerDies, "was: \(death.old ?? "")")
        default: return settled(.noChange, "died on both sides")
        }
    }
}
