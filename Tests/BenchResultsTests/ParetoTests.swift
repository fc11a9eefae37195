import Cells
import Testing

@testable import BenchResults

@Suite("Pareto")
struct ParetoTests {
    /// A result whose strategies cost a base and up to 5 ns more, so that intervals are 5 ns wide.
    private func result(_ costs: [String: UInt64?]) -> BenchResult {
        let names = ["none"] + costs.keys.sorted()
        var plan = Records.plan
        plan.blocks = [.init(workload: "thread", subjects: names.map(Subject.strategy))]
        let records = names.flatMap { name -> [Record] in
            guard let base = costs[name] ?? 1 else {
                return [Records.death(.strategy(name), pass: .sample, round: 0)]
            }
            return [Records.calibration(.strategy(name), 1)]
                + (0..<6).map { Records.sample(.strategy(name), round: $0, [2 * (base + UInt64($0))]) }
        }
        return BenchResult(
            isComplete: true, incompleteReason: nil, provenance: Records.provenance, plan: plan,
            strategies: names.map { .init(name: $0, version: 1, rule: "", source: "") }, workloads: [],
            floor: "none", assembler: Records.assembler(records, plan: plan))
    }

    private func dominators(
        _ costs: [String: UInt64?], _ faults: [String: Int] = [:]
    ) -> [String: [String]] {
        let verdicts = faults.mapValues { count in
            Dictionary(
                uniqueKeysWithValues: (0..<5).map { index -> (String, SafetyVerdict) in
                    ("scenario \(index)", index < count ? .faults([.lowTooLow]) : .ok)
                })
        }
        let entries = Pareto(result(costs), verdicts: verdicts).entries
        return Dictionary(uniqueKeysWithValues: entries.map { ($0.strategy, $0.dominatedBy) })
    }

    @Test func fasterWithTheSameFaultsDominates() {
        #expect(dominators(["a": 100, "b": 200], ["a": 1, "b": 1]) == ["a": [], "b": ["a"]])
    }

    @Test func fasterWithMoreFaultsDoesNot() {
        #expect(dominators(["a": 100, "b": 200], ["a": 2, "b": 1]) == ["a": [], "b": []])
    }

    @Test func fewerFaultsAtTheSameCostDominate() {
        #expect(dominators(["a": 100, "b": 102], ["a": 2, "b": 1]) == ["a": ["b"], "b": []])
    }

    /// Intervals that overlap tell nothing.
    @Test func overlappingIntervalsAreNoDifference() {
        #expect(dominators(["a": 100, "b": 104]) == ["a": [], "b": []])
    }

    @Test func theDeadAreDominatedByTheLiving() {
        #expect(dominators(["a": 1000, "b": nil]) == ["a": [], "b": ["a"]])
        #expect(Pareto(result(["a": 1, "b": nil]), verdicts: [:]).entries.map(\.deadWorkloads) == [0, 1])
    }

    @Test func withoutVerdictsCostAloneCounts() {
        #expect(dominators(["a": 100, "b": 200]) == ["a": [], "b": ["a"]])
        #expect(Pareto(result(["a": 1]), verdicts: [:]).entries[0].faultyScenarios == nil)
    }
}
