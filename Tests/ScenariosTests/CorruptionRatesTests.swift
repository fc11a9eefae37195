import Cells
import TestSupport
import Testing

@testable import Scenarios

@Suite struct CorruptionRatesTests {
    @Test(arguments: [
        // The roots of |x/n - p| = z sqrt(p (1 - p) / n), by bisection in Python.
        (0, 10, 0.0, 0.2775327999), (1, 10, 0.0178762131, 0.4041500268), (5, 10, 0.2365930905, 0.7634069094),
        (51, 200, 0.1996049517, 0.3196292582), (200, 200, 0.9811546736, 1.0),
    ])
    func wilson(successes: Int, trials: Int, lower: Double, upper: Double) {
        let interval = WilsonInterval(successes: successes, trials: trials)
        #expect(abs(interval.lower - lower) < 1e-9)
        #expect(abs(interval.upper - upper) < 1e-9)
    }

    @Test func noTrialsSayNothing() {
        let interval = WilsonInterval(successes: 0, trials: 0)
        #expect(interval.lower == 0 && interval.upper == 1)
    }

    @Test func trialsAreCounted() {
        let rates = CorruptionRates([
            CorruptionTrial(region: "heap", distance: 10, noticedAt: 1, callbacks: 64),
            CorruptionTrial(region: "heap", distance: 20, noticedAt: 3, callbacks: 64),
            CorruptionTrial(region: "data", distance: 30, noticedAt: nil, callbacks: 64),
        ])
        #expect(rates.accepted == 2)
        #expect(rates.never == 1)
        #expect(rates.medianNoticedAt == 1)
        #expect(rates.medianAcceptedDistance == 20)
    }

    @Test func anAcceptedTrialIsAFault() {
        var evidence = MadeEvidence()
        evidence.add(
            EvidenceLine(trial: CorruptionTrial(region: "heap", distance: 1, noticedAt: 1, callbacks: 4)))
        #expect(evidence.completed.verdict == "ok")
        evidence.add(
            EvidenceLine(trial: CorruptionTrial(region: "heap", distance: 1, noticedAt: 2, callbacks: 4)))
        #expect(evidence.completed.verdict == "C")
    }
}
