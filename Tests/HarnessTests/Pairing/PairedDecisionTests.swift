import BenchResults
import CLibrary
import Cells
import ChildProtocol
import Statistics
import TestSupport
import Testing

@testable import Harness

/// What is done about cells that the first rounds leave open.
@Suite("Deciding what two programs differ in")
struct PairedDecisionTests {
    private typealias Session = FakePairing
    private let rules = ComparisonRules()

    /// Costs that spread by 6 % need some 40 rounds.
    @Test func whatTheFirstRoundsLeaveOpenGetsMoreRounds() throws {
        let session = Session(noise: 0.06)
        try session.run()
        #expect(session.verdicts.values.allSatisfy { $0 == .noChange }, "\(session.verdicts)")
        #expect(session.measurement.cells.allSatisfy { $0.screening.count > PairedMeasurement.fewestRounds })
        #expect(session.measurement.elapsed < 30)
    }

    @Test func whatExecutesTheSameIsMeasuredNoMore() throws {
        let session = Session(noise: 0.06)
        try session.run(except: [CellID(workload: "thread", subject: .strategy("none"))])
        let cells = session.measurement.cells
        #expect(cells[0].screening.count == PairedMeasurement.fewestRounds && cells[0].confirmation.isEmpty)
        #expect(cells[1].screening.count > PairedMeasurement.fewestRounds)
    }

    /// The first cell spreads so much that it cannot be decided in the time that is enough for the second.
    @Test func timeGoesToWhatNeedsTheLeast() throws {
        let session = Session(budget: 12) { launch, isNew in
            guard launch.isSample else { return nil }
            var random = SeededGenerator(seed: launch.request.seed, stream: isNew ? "new" : "old")
            let noise = launch.cell == "thread:none" ? 0.15 : 0.012
            return .good(launch, nanoseconds: UInt64(1_000_000 * (1 + noise * random.normal())))
        }
        try session.run(except: [])
        let cells = session.measurement.cells
        #expect(session.verdicts["main:none"] == .noChange)
        #expect(cells[1].screening.count > cells[0].screening.count)
        #expect(session.measurement.elapsed < 12)
    }

    @Test(arguments: [3.0, 10, 40])
    func theBudgetIsKept(budget: Double) throws {
        let session = Session(budget: budget, noise: 0.3)
        try session.run()
        #expect(session.measurement.elapsed < budget + 0.1)
    }

    @Test func timeForSomethingElseIsNotTheBudgets() throws {
        let session = Session(budget: 20, noise: 0.06)
        try session.measurement.screen {}
        let before = session.measurement.elapsed
        session.measurement.pausing { session.clock.advance(by: .seconds(100)) }
        #expect(session.measurement.elapsed == before)
        try session.measurement.decide(except: []) {}
        #expect(session.measurement.cells.allSatisfy { $0.screening.count > PairedMeasurement.fewestRounds })
    }

    /// Twelve rounds of 20 cells that are 3 % slower and spread by 8 % do not show all of them; more do.
    @Test func aSuspectThatLaterRoundsShowIsMeasuredAgain() throws {
        let cells = (0..<20).map { (workload: "nested/\($0 + 1)", subject: "none") }
        let session = Session(cells: cells, budget: 600) { launch, isNew in
            guard launch.isSample else { return nil }
            var random = SeededGenerator(
                seed: launch.request.seed, stream: "\(launch.cell) \(isNew ? "new" : "old")")
            let cost = 1_000_000 * (1 + 0.055 * random.normal()) * (isNew ? 1.03 : 1)
            return .good(launch, nanoseconds: UInt64(cost))
        }
        try session.measurement.screen {}
        let first = session.measurement.cells.count { $0.suspicion(rules) != nil }
        try session.measurement.decide(except: []) {}
        #expect((1..<20).contains(first))
        #expect(session.measurement.suspects.count > first)
        #expect(Set(session.measurement.suspects).count == session.measurement.suspects.count)
        #expect(session.verdicts.values.count { $0 == .slower } > first)
        #expect(!session.verdicts.values.contains(.faster))
    }

    /// How often "no change" is said of a change of the threshold, or of half as much again, with looks as they are
    /// planned.
    @Test(arguments: [0.003, 0.01, 0.02])
    func repeatedLooksRarelyMissAChange(deviation: Double) {
        func missed(_ change: Double) -> Int {
            (0..<300).count { number in
                var random = SeededGenerator(seed: UInt64(number), stream: "looks \(change) \(deviation)")
                var cell = PairedCell(id: CellID(workload: "thread", subject: .strategy("none")))
                while let expected = cell.roundsToSettle(rules),
                    case let next = cell.nextLook(expecting: expected),
                    next <= 300
                {
                    while cell.screening.count < next {
                        cell.screening.append(
                            CostPair(old: 100, new: 100 * change * exp(deviation * random.normal())))
                    }
                    if cell.isSettled(rules) {
                        return cell.screened(rules).map { rules.isNoChange($0.ratio) } == true
                    }
                }
                return false
            }
        }
        #expect(missed(1.01) <= 30)
        #expect(missed(1.015) <= 3)
        #expect(missed(1) >= (deviation < 0.02 ? 290 : 200))
    }
}
