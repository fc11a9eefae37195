import BenchResults
import Cells
import ChildProtocol
import Processes
import Statistics
import Synchronization
import Testing

@testable import Harness

@Suite("Measuring two programs in turn")
struct PairedMeasurementTests {
    private typealias Session = FakePairing

    @Test func cellsAreCalibratedOnTheOldProgramOnly() throws {
        let session = Session()
        try session.run()
        #expect(session.old.launches.filter(\.isCalibration).map(\.cell) == ["thread:none", "main:none"])
        #expect(session.new.launches.filter(\.isCalibration).isEmpty)
        #expect(
            (session.old.launches + session.new.launches).filter(\.isSample).allSatisfy {
                $0.iterations == 1000
            })
    }

    @Test func equalProgramsSettleAfterTheFewestRounds() throws {
        let session = Session()
        try session.run()
        #expect(session.measurement.rounds.screening == PairedMeasurement.fewestRounds)
        #expect(session.measurement.suspects.isEmpty)
        #expect(session.verdicts.values.allSatisfy { $0 == .noChange })
    }

    @Test func aSlowerCellIsMeasuredAgainAndFound() throws {
        let session = Session(factor: { $0 == "main:none" ? 1.03 : 1 })
        try session.run()
        #expect(session.measurement.suspects.map(\.description) == ["main:none"])
        let cells = session.measurement.cells
        #expect(cells[0].confirmation.isEmpty)
        #expect(cells[1].confirmation.count >= PairedMeasurement.confirmationRounds.lowerBound)
        #expect(session.verdicts == ["thread:none": .noChange, "main:none": .slower])
    }

    @Test func aFasterCellIsFoundAsWell() throws {
        let session = Session(factor: { $0 == "thread:none" ? 0.96 : 1 })
        try session.run()
        #expect(session.verdicts == ["thread:none": .faster, "main:none": .noChange])
    }

    @Test func freshRoundsDrawNewRandomNumbers() throws {
        let session = Session(factor: { $0 == "main:none" ? 1.03 : 1 })
        try session.run()
        let seeds = session.new.launches.filter { $0.cell == "main:none" }.map(\.request.seed)
        #expect(Set(seeds).count == seeds.count)
    }

    @Test func bothSidesOfARoundDifferOnlyInTheProgram() throws {
        let session = Session()
        try session.run()
        let cell = { (child: FakeChild) in child.launches.filter { $0.isSample && $0.cell == "thread:none" } }
        // The old side has the null pair's processes too.
        let old = Dictionary(grouping: cell(session.old), by: \.request.seed)
        #expect(!cell(session.new).isEmpty)
        for launch in cell(session.new) {
            #expect(old[launch.request.seed]?.allSatisfy { $0.padding == launch.padding } == true)
        }
    }

    @Test func whichSideComesFirstAlternates() throws {
        let order = Mutex<[Bool]>([])
        let session = Session(cells: [("thread", "none")]) { launch, isNew in
            if launch.isSample { order.withLock { $0.append(isNew) } }
            return nil
        }
        try session.run()
        // Each round has a pair of the cell and a null pair of the old program.
        let firsts = order.withLock { order in stride(from: 0, to: order.count, by: 4).map { order[$0] } }
        #expect(firsts.count == PairedMeasurement.fewestRounds)
        #expect(zip(firsts, firsts.dropFirst()).allSatisfy { $0 != $1 })
    }

    @Test func theNullPairIsTheOldProgramAgainstItself() throws {
        let session = Session(factor: { _ in 1.5 })
        try session.run()
        let pair = try #require(session.measurement.nullPair)
        #expect(pair.workloads.map(\.workload) == ["thread", "main"])
        #expect(abs(pair.ratio.median - 1) < 0.002)
        #expect(pair.verdict == .healthy)
    }

    @Test func theBudgetEndsTheFirstRoundsAndTheRemarkSaysSo() throws {
        let session = Session(budget: 2, noise: 0.2)
        try session.run()
        #expect(session.measurement.elapsed < 2.5)
        #expect(
            session.measurement.remarks.first?.hasPrefix(
                "the budget of 2 s was not enough for 12 rounds")
                == true)
    }

    @Test func threeRoundsAreMadeHoweverSmallTheBudget() throws {
        let session = Session(budget: 0.001)
        try session.run()
        #expect(session.measurement.rounds.screening == 3)
    }

    @Test func whatDiesOnTheNewSideLeavesAfterThreeRounds() throws {
        let session = Session { launch, isNew in
            isNew && launch.cell == "main:none" ? .died : nil
        }
        try session.run()
        let cells = session.measurement.cells
        #expect(cells[1].deaths.new == 3)
        #expect(session.verdicts == ["thread:none": .noChange, "main:none": .newlyDied])
    }

    @Test func whatFailsLeavesAtOnceAndIsNotComparable() throws {
        let session = Session { launch, isNew in
            isNew && launch.cell == "main:none" ? .failure("no such workload") : nil
        }
        try session.run()
        #expect(session.new.launches.filter { $0.cell == "main:none" }.count == 1)
        #expect(session.verdicts["main:none"] == .notComparable)
    }

    @Test func whatTheSystemEndedIsNoDeathOfTheStrategy() throws {
        let session = Session { launch, isNew in
            isNew && launch.isSample && launch.cell == "main:none" ? .killed : nil
        }
        try session.run()
        #expect(session.measurement.cells[1].deaths.new == 0)
        #expect(session.verdicts["main:none"] == .notComparable)
    }

    @Test func whatCannotBeCalibratedIsNotMeasured() throws {
        let session = Session { launch, _ in
            launch.isCalibration && launch.cell == "thread:none" ? .failure("too fast to be timed") : nil
        }
        try session.run()
        #expect(session.new.launches.allSatisfy { $0.cell == "main:none" })
        #expect(session.verdicts["thread:none"] == .notComparable)
    }

    @Test func theSameSeedGivesTheSameOrder() throws {
        let cells = ["none", "fixed", "sp-window", "requery"].map { ("thread", $0) }
        let (first, second) = (Session(cells: cells), Session(cells: cells))
        try first.run()
        try second.run()
        #expect(first.new.launches.map(\.cell) == second.new.launches.map(\.cell))
        // Drawn anew for each round, not the same in all.
        let rounds = stride(from: 0, to: 12, by: 4).map { start in
            first.new.launches.map(\.cell)[start..<(start + 4)].joined()
        }
        #expect(Set(rounds).count > 1)
    }

    @Test func itIsSavedAfterEveryRound() throws {
        let session = Session()
        let saves = RoundLog()
        try session.run { saves.add(1) }
        #expect(saves.counts.count == PairedMeasurement.fewestRounds + 1)
    }

    @Test func anInterruptionEndsItAtOnce() throws {
        let session = Session(noise: 0.5) { launch, isNew in
            if launch.isSample && isNew { throw Interrupted(signal: 2) }
            return nil
        }
        #expect(throws: Interrupted.self) { try session.run() }
        #expect(session.new.launches.count == 1)
    }
}
