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

    /// How many screening rounds will show that there is no change, if there is none: as many as every cell gets
    /// where these are lacking, nil without values.
    ///
    /// The half-width of a median's 95 % interval is 1.96 times 1.25 standard deviations over the square root of
    /// the count (of normal deviates).
    func roundsToSettle(_ rules: ComparisonRules) -> Int? {
        let fewest = PairedMeasurement.fewestRounds
        if screening.count < fewest { return fewest }
        guard let spread = spread(rules) else { return nil }
        // A median close to the threshold would need endless rounds.
        let distance = max(rules.noChangeLogarithm - abs(spread.median), rules.noChangeLogarithm / 4)
        let wanted = 1.96 * 1.25 * spread.deviation / distance
        return Int(min((wanted * wanted).rounded(.up), 1e6))
    }

    /// At how many screening rounds to look again whether there is no change, when as many as given are expected to
    /// show it.
    ///
    /// Each look is a chance to be wrong, so it is at no less than twice as many rounds as there are. Then a change
    /// of exactly the threshold is called none in 7 % of 1,000 simulated cells or fewer, whatever their noise, and
    /// one of 1.5 thresholds in 0.1 %; with a look every three rounds it was 12 %, with a single one 2 %. It is at no
    /// more than four times as many, as a dozen rounds are a poor guide to how many are needed.
    func nextLook(expecting rounds: Int) -> Int {
        let count = screening.count
        return count < PairedMeasurement.fewestRounds ? rounds : min(max(2 * count, rounds), 4 * count)
    }

    /// Of the logarithms of the screening rounds: the median, and the standard deviation as the quartiles show it,
    /// which disturbed rounds do not widen.
    private func spread(_ rules: ComparisonRules) -> (median: Double, deviation: Double)? {
        guard let sorted = screened(rules)?.logRatios.sorted(), sorted.count > 3 else { return nil }
        let quartiles = (sorted[sorted.count / 4], sorted[sorted.count - 1 - sorted.count / 4])
        return (sorted[sorted.count / 2], (quartiles.1 - quartiles.0) / 1.35)
    }

    /// How many fresh rounds will decide, with room to spare.
    ///
    /// The standard error of a median is 1.25 times the standard deviation over the square root of the count
    /// (of normal deviates); at 4.2 of them beyond the threshold a test at 1 % would find it 19 times out of
    /// 20. It is multiplied by four because a dozen rounds are a poor guide to the spread: in two sessions
    /// with 11 suspects, the spread of the fresh rounds was 0.6 to 6 times that of the screening, and 7
    /// changed suspects stayed undecided or nearly so, with half of the budget left.
    func freshRounds(_ rules: ComparisonRules, in range: ClosedRange<Int>) -> Int {
        guard let spread = spread(rules) else { return range.upperBound }
        // A suspect close to the threshold would need endless rounds.
        let distance = max(abs(spread.median) - rules.threshold, rules.threshold / 4, 0.001)
        let wanted = 4.2 * 1.25 * spread.deviation / distance
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
