import BenchResults
import Cells
import ChildProtocol
import SystemPackage
import Testing

@testable import Harness

@Suite("Session of a run")
struct RunSessionTests {
    @Test func everyRowExceptTheTwinsIsCalibratedOnce() throws {
        let child = FakeChild()
        try FakeSession().run(.example(), child)
        #expect(
            child.launches.filter(\.isCalibration).map(\.cell) == [
                "thread:empty-loop", "thread:none", "thread:sp-window", "main:empty-loop", "main:none",
                "main:sp-window",
            ])
    }

    @Test func aTwinTakesTheIterationsOfItsSibling() throws {
        let child = FakeChild { launch, _ in
            guard launch.isCalibration else { return .good(launch) }
            var report = ChildReport()
            report.iterations = launch.request.subject == .strategy("sp-window") ? 2222 : 1111
            return .report(report)
        }
        try FakeSession().run(.example(), child)
        let twins = child.launches.filter { $0.request.subject == .twin("sp-window") }
        #expect(twins.count == 4)
        #expect(twins.allSatisfy { $0.iterations == 2222 })
    }

    @Test func everyCellIsSampledOnceInEveryRound() throws {
        let child = FakeChild()
        let plan = RunPlan.example(processes: 3)
        try FakeSession().run(plan, child)
        let samples = child.launches.filter(\.isSample).map(\.cell)
        #expect(samples.count == 24)
        for round in 0..<3 {
            #expect(Set(samples[(round * 8)..<(round * 8 + 8)]).count == 8)
        }
    }

    @Test func roundsComeInTheOrderOfTheSchedule() throws {
        let child = FakeChild()
        let plan = RunPlan.example()
        try FakeSession().run(plan, child)
        let expected = (0..<2).flatMap { plan.sampleSteps(inRound: $0).map(\.cell.description) }
        #expect(child.launches.filter(\.isSample).map(\.cell) == expected)
    }

    @Test func rowsOfAWorkloadDifferOnlyInTheSubject() throws {
        let child = FakeChild()
        try FakeSession().run(.example(), child)
        let first = child.launches.filter { $0.isSample && $0.request.workload == "thread" }.prefix(4)
        #expect(Set(first.map(\.request.seed)).count == 1)
        #expect(Set(first.map(\.padding)).count == 1)
        #expect(Set(first.map(\.copy)).count == 1)
    }

    @Test func roundsDifferInWhatIsDrawn() throws {
        let child = FakeChild()
        try FakeSession().run(.example(processes: 5), child)
        let loops = child.launches.filter { $0.isSample && $0.cell == "thread:none" }
        #expect(Set(loops.map(\.request.seed)).count == 5)
        #expect(Set(loops.map(\.copy)).count == 5)
        #expect(loops.allSatisfy { (0..<4096).contains($0.padding) })
    }

    @Test func theSameSeedGivesTheSameLaunches() throws {
        let (first, second, other) = (FakeChild(), FakeChild(), FakeChild())
        try FakeSession().run(.example(), first)
        try FakeSession().run(.example(), second)
        try FakeSession().run(.example(seed: 8), other)
        #expect(first.launches.map(\.request.seed) == second.launches.map(\.request.seed))
        #expect(first.launches.map(\.cell) == second.launches.map(\.cell))
        #expect(first.launches.map(\.request.seed) != other.launches.map(\.request.seed))
    }

    @Test func everyChildIsPinnedAsThePlanSays() throws {
        let child = FakeChild()
        try FakeSession().run(.example(cpu: 3), child)
        #expect(child.launches.allSatisfy { $0.request.cpu == 3 })
    }

    @Test func whatDiesInCalibrationIsStillRunInEveryRound() throws {
        let child = FakeChild { launch, _ in
            launch.request.subject == .strategy("none") ? .died : .good(launch)
        }
        let (records, _) = try FakeSession().run(.example(processes: 3), child)
        let deaths = records.filter { if case .death = $0.outcome { true } else { false } }
        #expect(deaths.count == 2 + 6)
        let sampled = child.launches.filter { $0.isSample && $0.request.subject == .strategy("none") }
        #expect(sampled.allSatisfy { $0.iterations == 1 })
    }

    @Test func aTwinOfWhatDiedIsSampledWithoutCalibration() throws {
        let child = FakeChild { launch, _ in
            launch.request.subject.strategyName == "sp-window" ? .died : .good(launch)
        }
        let (records, _) = try FakeSession().run(.example(processes: 1), child)
        let twins = records.filter { $0.subject == .twin("sp-window") }
        #expect(twins.map(\.pass) == [.sample, .sample])
    }

    @Test func aChildThatFailsIsARecordAndNoError() throws {
        let child = FakeChild { launch, _ in launch.isSample ? .failure("no room\nat all") : .good(launch) }
        let (records, _) = try FakeSession().run(.example(processes: 1), child)
        let failures = records.compactMap { record -> String? in
            guard case .report(let report) = record.outcome else { return nil }
            return report.failure
        }
        #expect(failures == Array(repeating: "no room", count: 8))
    }

    @Test func itIsSavedAfterCalibrationAndEveryRoundAndPass() throws {
        let (records, rounds) = try FakeSession().run(.example(latencyRounds: 1), FakeChild())
        // 6 calibrations and 2 twins; 8 samples a round; no counters; 6 histograms.
        #expect(rounds == [8, 16, 24, 24, 30])
        #expect(records.count == 30)
    }

    @Test func onlyCalibratedRowsExceptTheTwinsAreCounted() throws {
        let child = FakeChild { launch, _ in
            launch.request.subject == .strategy("none") ? .died : .good(launch)
        }
        let plan = RunPlan.example(processes: 1, counters: ["page-faults"])
        let (records, _) = try FakeSession().run(plan, child)
        #expect(
            records.filter { $0.pass == .count }.map { $0.cell.description } == [
                "thread:empty-loop", "thread:sp-window", "main:empty-loop", "main:sp-window",
            ])
    }

    @Test func exactCountsTakeThePlaceOfTheKernelsCounters() throws {
        let exact = RunPlan.Exact(repeats: 1, simulatesCaches: false, simulatesBranches: false)
        let counter = FakeCounter()
        let child = FakeChild()
        let plan = RunPlan.example(processes: 1, counters: ["instructions"], exact: exact)
        let (records, _) = try FakeSession().run(plan, child, counter: counter)
        #expect(records.count { $0.pass == .exact } == 6)
        #expect(records.count { $0.pass == .count } == 0)
        #expect(child.launches.count == 6 + 8)
    }

    @Test func twinsTakeNoPartInTheLatencyPass() throws {
        let child = FakeChild()
        let plan = RunPlan.example(processes: 1, latencyRounds: 2)
        let (records, _) = try FakeSession().run(plan, child)
        let latency = records.filter { $0.pass == .latency }
        #expect(latency.count == 12)
        #expect(latency.allSatisfy { $0.subject.kind != .twin })
    }
}

/// Counts nothing.
struct FakeCounter: ExactCounter {
    func count(_ cell: CellID, profile: FilePath?) throws -> ChildReport {
        ChildReport()
    }
}
