import BenchResults
import Cells
import ChildProtocol
import Testing

@testable import Harness

/// A process that hangs costs its deadline, so a strategy that hangs is not tried wherever it could be.
@Suite("Strategies that hang")
struct HungStrategyTests {
    private static let hung = Outcome.death(Death(exitStatus: nil, signal: nil, isHung: true, message: ""))

    private func run(
        _ plan: RunPlan, hangs: @escaping @Sendable (ChildLaunch) -> Bool, records: [Record] = []
    ) throws -> (FakeChild, [Record]) {
        let child = FakeChild { launch, _ in hangs(launch) ? Self.hung : .good(launch) }
        return (child, try FakeSession().run(plan, child, records: records).records)
    }

    @Test func aCellThatHangsIsTriedOnceAndTheOthersOfTheWorkloadNotAtAll() throws {
        let (child, records) = try run(.example(processes: 5, latencyRounds: 2)) {
            $0.cell == "thread:sp-window"
        }
        let tried = child.launches.filter { $0.request.subject.strategyName == "sp-window" }
        #expect(tried.filter { $0.request.workload == "thread" }.count == 1)
        #expect(tried.filter { $0.request.workload == "main" && $0.isSample }.count == 10)
        #expect(records.count(where: \.isHung) == 1)
    }

    @Test func aStrategyThatHangsInTwoIsTriedInNoOther() throws {
        var plan = RunPlan.example(processes: 5)
        plan.blocks += ["signal", "migrate"].map {
            RunPlan.Block(workload: $0, subjects: [.strategy("sp-window")])
        }
        let (child, records) = try run(plan) { $0.request.subject.strategyName == "sp-window" }
        let tried = child.launches.filter { $0.request.subject.strategyName == "sp-window" }
        #expect(tried.map(\.request.workload) == ["thread", "main"])
        let cells = CellAssembler(plan: plan, floor: "none", callbacksPerIteration: [:], records: records)
            .cells()
        let cell = try #require(cells.first { $0.workload == "migrate" })
        #expect(cell.status == .pending && cell.reason == "not tried, as it hung in thread and main")
        let resumed = try run(plan, hangs: { _ in false }, records: records).0
        #expect(resumed.launches.isEmpty, "nothing is tried again when the run is resumed")
    }

    @Test func aCellThatHangsInARoundIsNotTriedInTheNext() throws {
        let (child, _) = try run(.example(processes: 5)) { $0.isSample && $0.cell == "main:none" }
        #expect(child.launches.filter { $0.isSample && $0.cell == "main:none" }.count == 1)
    }
}
