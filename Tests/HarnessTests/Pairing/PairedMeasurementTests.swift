import BenchResults
import Cells
import ChildProtocol
import Statistics
import Synchronization
import Testing

@testable import Harness

@Suite("Measuring two programs in turn")
struct PairedMeasurementTests {
    private typealias Session = FakePairing

    @Test func cellsAreCalibratedOnTheOldProgramOnly() async throws {
        let session = Session()
        try await session.run()
        #expect(session.old.launches.filter(\.isCalibration).map(\.cell) == ["thread:none", "main:none"])
        #expect(session.new.launches.filter(\.isCalibration).isEmpty)
        #expect(
            (session.old.launches + session.new.launches).filter(\.isSample).allSatisfy {
                $0.iterations == 1000
            })
    }

    @Test func equalProgramsSettleAfterTheFewestRounds() async throws {
        let session = Session()
        try await session.run()
        #expect(await session.measurement.rounds.screening == PairedMeasurement.fewestRounds)
        #expect(await session.measurement.suspects.isEmpty)
        #expect(await session.verdicts.values.allSatisfy { $0 == .noChange })
    }

    @Test func aSlowerCellIsMeasuredAgainAndFound() async throws {
        let session = Session(factor: { $0 == "main:none" ? 1.03 : 1 })
        try await session.run()
        #expect(await session.measurement.suspects == ["main:none"])
        let cells = await session.measurement.cells
        #expect(cells[0].confirmation.isEmpty)
        #expect(cells[1].confirmation.count >= PairedMeasurement.confirmationRounds.lowerBound)
        #expect(await session.verdicts == ["thread:none": .noChange, "main:none": .slower])
    }

    @Test func aFasterCellIsFoundAsWell() async throws {
        let session = Session(factor: { $0 == "thread:none" ? 0.96 : 1 })
        try await session.run()
        #expect(await session.verdicts == ["thread:none": .faster, "main:none": .noChange])
    }

    @Test func freshRoundsDrawNewRandomNumbers() async throws {
        let session = Session(factor: { $0 == "main:none" ? 1.03 : 1 })
        try await session.run()
        let seeds = session.new.launches.filter { $0.cell == "main:none" }.map(\.request.seed)
        #expect(Set(seeds).count == seeds.count)
    }

    @Test func bothSidesOfARoundDifferOnlyInTheProgram() async throws {
        let session = Session()
        try await session.run()
        let cell = { (child: FakeChild) in child.launches.filter { $0.isSample && $0.cell == "thread:none" } }
        // The old side has the null pair's processes too.
        let old = Dictionary(grouping: cell(session.old), by: \.request.seed)
        #expect(!cell(session.new).isEmpty)
        for launch in cell(session.new) {
            #expect(old[launch.request.seed]?.allSatisfy { $0.padding == launch.padding } == true)
        }
    }

    @Test func whichSideComesFirstAlternates() async throws {
        let order = Mutex<[Bool]>([])
        let session = Session(cells: [("thread", "none")]) { launch, isNew in
            if launch.isSample { order.withLock { $0.append(isNew) } }
            return nil
        }
        try await session.run()
        // Each round has a pair of the cell and a null pair of the old program.
        let firsts = order.withLock { order in stride(from: 0, to: order.count, by: 4).map { order[$0] } }
        #expect(firsts.count == PairedMeasurement.fewestRounds)
        #expect(zip(firsts, firsts.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test func theNullPairIsTheOldProgramAgainstItself() async throws {
        let session = Session(factor: { _ in 1.5 })
        try await session.run()
        let pair = try #require(await session.measurement.nullPair)
        #expect(pair.workloads.map(\.workload) == ["thread", "main"])
        #expect(abs(pair.ratio.median - 1) < 0.002)
        #expect(pair.verdict == .healthy)
    }

    @Test func theBudgetEndsTheFirstRoundsAndTheRemarkSaysSo() async throws {
        let session = Session(budget: 2, noise: 0.2)
        try await session.run()
        #expect(await session.measurement.elapsed < 2.5)
        #expect(
            await session.measurement.remarks.first?.hasPrefix(
                "the budget of 2 s was not enough for 12 rounds")
                == true)
    }

    @Test func threeRoundsAreMadeHoweverSmallTheBudget() async throws {
        let session = Session(budget: 0.001)
        try await session.run()
        #expect(await session.measurement.rounds.screening == 3)
    }

    @Test func whatDiesOnTheNewSideLeavesAfterThreeRounds() async throws {
        let session = Session { launch, isNew in
            isNew && launch.cell == "main:none" ? .died : nil
        }
        try await session.run()
        let cells = await session.measurement.cells
        #expect(cells[1].deaths.new == 3)
        #expect(await session.verdicts == ["thread:none": .noChange, "main:none": .newlyDied])
    }

    @Test func whatFailsLeavesAtOnceAndIsNotComparable() async throws {
        let session = Session { launch, isNew in
            isNew && launch.cell == "main:none" ? .failure("no such workload") : nil
        }
        try await session.run()
        #expect(session.new.launches.filter { $0.cell == "main:none" }.count == 1)
        #expect(await session.verdicts["main:none"] == .notComparable)
    }

    @Test func whatTheSystemEndedIsNoDeathOfTheStrategy() async throws {
        let session = Session { launch, isNew in
            isNew && launch.isSample && launch.cell == "main:none" ? .killed : nil
        }
        try await session.run()
        #expect(await session.measurement.cells[1].deaths.new == 0)
        #expect(await session.verdicts["main:none"] == .notComparable)
    }

    @Test func whatCannotBeCalibratedIsNotMeasured() async throws {
        let session = Session { launch, _ in
            launch.isCalibration && launch.cell == "thread:none" ? .failure("too fast to be timed") : nil
        }
        try await session.run()
        #expect(session.new.launches.allSatisfy { $0.cell == "main:none" })
        #expect(await session.verdicts["thread:none"] == .notComparable)
    }

    @Test func theSameSeedGivesTheSameOrder() async throws {
        let cells = ["none", "fixed", "sp-window", "requery"].map { ("thread", $0) }
        let (first, second) = (Session(cells: cells), Session(cells: cells))
        try await first.run()
        try await second.run()
        #expect(first.new.launches.map(\.cell) == second.new.launches.map(\.cell))
        // Drawn anew for each round, not the same in all.
        let rounds = stride(from: 0, to: 12, by: 4).map { start in
            first.new.launches.map(\.cell)[start..<(start + 4)].joined()
        }
        #expect(Set(rounds).count > 1)
    }

    @Test func itIsSavedAfterEveryRound() async throws {
        let session = Session()
        let saves = RoundLog()
        try await session.measurement.run { saves.add(1) }
        #expect(saves.counts.count == PairedMeasurement.fewestRounds + 1)
    }

    @Test func cancellingEndsItAtOnce() async throws {
        let session = Session(noise: 0.5) { launch, isNew in
            if launch.isSample && isNew { withUnsafeCurrentTask { $0?.cancel() } }
            return nil
        }
        let task = Task { try await session.run() }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(session.new.launches.count == 1)
    }
}
