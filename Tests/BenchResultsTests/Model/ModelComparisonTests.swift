import BenchResults
import Cells
import ChildProtocol
import Statistics
import Testing

/// The model beside reality, with numbers that can be checked by hand.
@Suite("Model comparison")
struct ModelComparisonTests {
    private static let rules = ["1.23.4": "requery", "1.23.9": "accurate", "1.24.1": "accurate"]

    private static func runtime(_ version: String) -> PlannedRuntime {
        let description = RuntimeDescription(
            name: "go", version: version, isOnAnyThread: true, usesCStack: false, callsOut: true,
            recurses: true,
            mappings: nil)
        return PlannedRuntime(
            asked: RuntimeSource(driver: "go", place: nil), label: description.label,
            description: description, shippedRule: rules[version])
    }

    /// A run of one workload in which each row costs so many nanoseconds per callback, and a little more in each
    /// round.
    private func result(_ costs: [(Subject, Double)], versions: [String]) -> BenchResult {
        let subjects = costs.map(\.0)
        var plan = Records.plan
        plan.blocks = [.init(workload: "thread", subjects: subjects)]
        plan.runtimes = versions.map(Self.runtime)
        var records: [Record] = []
        for (subject, cost) in costs {
            records.append(Records.calibration(subject, 10))
            for round in 0..<plan.processes {
                // Two callbacks in an iteration.
                let time = UInt64(cost * 20) + UInt64(round)
                records.append(Records.sample(subject, round: round, [time, time, time]))
            }
        }
        return BenchResult(
            isComplete: true, incompleteReason: nil, provenance: Records.provenance, plan: plan,
            strategies: subjects.compactMap(\.strategyName).map {
                BenchResult.Strategy(name: $0, version: 1, rule: "", source: "")
            },
            workloads: [
                BenchResult.Workload(
                    name: "thread", version: 1, summary: "", callbacksPerIteration: 2, unavailable: nil,
                    latencyUnavailable: nil)
            ], floor: "none", assembler: Records.assembler(records, plan: plan))
    }

    private func costs(requery: Double, accurate: Double, old: Double, new: Double) -> [(Subject, Double)] {
        [
            (.emptyLoop, 0.5), (.strategy("none"), 4), (.strategy("requery"), requery),
            (.strategy("accurate"), accurate), (.runtime("go 1.23.4"), old), (.runtime("go 1.23.9"), new),
        ]
    }

    @Test func setsTheDifferencesBesideEachOther() throws {
        let result = result(
            costs(requery: 305, accurate: 5, old: 460, new: 60), versions: ["1.23.9", "1.23.4"])
        let rows = ModelComparison(result).rows
        let row = try #require(rows.first)
        #expect(rows.count == 1 && row.workload == "thread")
        #expect(row.strategies == ("requery", "accurate") && row.runtimes == ("go 1.23.4", "go 1.23.9"))
        #expect(row.model.median == 300 && row.real.median == 400)
        let ratio = try #require(row.ratio)
        #expect(ratio.median == 0.75 && ratio.lower <= 0.75 && ratio.upper >= 0.75)
        #expect(ratio.lower > 0.7 && ratio.upper < 0.8)
    }

    /// Where the real difference may be none, or the model's, or they point in different directions.
    @Test func differencesThatCannotBeToldFromNothingHaveNoRatio() throws {
        for costs in [
            costs(requery: 305, accurate: 5, old: 60, new: 60),
            costs(requery: 5, accurate: 5, old: 460, new: 60),
            costs(requery: 5, accurate: 305, old: 460, new: 60),
        ] {
            let row = try #require(
                ModelComparison(result(costs, versions: ["1.23.4", "1.23.9"])).rows.first)
            #expect(row.ratio == nil)
        }
    }

    /// Each with the next one that ships another rule, not each with each.
    @Test func rowsAreOfNeighbours() {
        let costs = costs(requery: 305, accurate: 5, old: 460, new: 60) + [(.runtime("go 1.24.1"), 50)]
        let rows = ModelComparison(result(costs, versions: ["1.24.1", "1.23.9", "1.23.4"])).rows
        #expect(rows.map(\.runtimes.second) == ["go 1.24.1", "go 1.23.9"])
        #expect(ModelComparison(result(costs, versions: ["1.24.1", "1.23.4", "1.23.9"])).rows.count == 2)
    }

    /// Two that ship the same rule, one whose rule was not measured, and another runtime.
    @Test func nothingIsComparedThatIsNotShipped() {
        let same = result(
            costs(requery: 305, accurate: 5, old: 460, new: 60), versions: ["1.23.9", "1.24.1"])
        #expect(ModelComparison(same).rows.isEmpty)
        let unmeasured = result(
            costs(requery: 305, accurate: 5, old: 460, new: 60), versions: ["1.23.9", "1.19.8"])
        #expect(ModelComparison(unmeasured).rows.isEmpty)
    }

    /// What a real callback costs besides what its strategy does.
    @Test func ownPathIsWithoutTheStrategy() throws {
        let result = result(
            costs(requery: 304, accurate: 4, old: 460, new: 60), versions: ["1.23.4", "1.23.9"])
        let paths = ModelComparison.ownPaths(result)
        #expect(paths.map(\.runtime) == ["go 1.23.4", "go 1.23.9"])
        #expect(paths.map { $0.cost.rounded() } == [460, 60])
        #expect(paths.map { $0.rest.rounded() } == [160, 60])
    }
}
