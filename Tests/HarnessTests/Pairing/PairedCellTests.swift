import BenchResults
import Cells
import ChildProtocol
import Testing

@testable import Harness

@Suite("A cell on two programs")
struct PairedCellTests {
    private let rules = ComparisonRules()

    private func cell(_ pairs: [(Double, Double)]) -> PairedCell {
        var cell = PairedCell(id: CellID(workload: "thread", subject: .strategy("none")))
        cell.screening = pairs.map { CostPair(old: $0.0, new: $0.1) }
        return cell
    }

    private func round(_ old: Outcome, _ new: Outcome) -> PairedCell.Measured {
        PairedCell.Measured(old: old, new: new, seconds: 0.5)
    }

    private func sample(_ nanoseconds: UInt64...) -> Outcome {
        var report = ChildReport()
        report.samples = nanoseconds
        return .report(report)
    }

    @Test func aProcessCountsByItsLowestSamplePerCallback() {
        var cell = PairedCell(id: CellID(workload: "nested/4", subject: .strategy("none")))
        (cell.iterations, cell.callbacksPerIteration) = (10, 4)
        cell.add(round(sample(900, 400, 500), sample(800)), to: \.screening)
        #expect(cell.screening == [CostPair(old: 10, new: 20)])
        #expect(cell.pairSeconds == 0.5)
    }

    @Test func aSideWithoutACostLeavesNoPair() {
        var cell = PairedCell(id: CellID(workload: "thread", subject: .strategy("none")))
        cell.add(round(sample(100), .died), to: \.screening)
        cell.add(round(sample(0), sample(100)), to: \.screening)
        #expect(cell.screening.isEmpty)
        #expect(cell.deaths.old == 0 && cell.deaths.new == 1)
        #expect(cell.seconds == 1)
    }

    @Test func equalSidesAreSettled() {
        let costs = (0..<12).map { 100 + Double($0) / 10 }
        #expect(cell(costs.map { ($0, $0) }).isSettled(rules))
    }

    @Test func aClearChangeIsSettled() {
        let costs = (0..<12).map { 105 + Double($0) / 10 }
        #expect(cell(costs.map { (100, $0) }).isSettled(rules))
    }

    @Test func aWideIntervalIsNotSettled() {
        let costs = (0..<12).map { $0.isMultiple(of: 2) ? 95.0 : 106.0 }
        #expect(!cell(costs.map { (100, $0) }).isSettled(rules))
    }

    @Test func fewerThanSixRoundsAreNeverSettled() {
        #expect(!cell((0..<5).map { _ in (100, 100) }).isSettled(rules))
    }

    @Test func aSuspectIsChangedByMoreThanTheThreshold() {
        #expect(cell((0..<12).map { _ in (100, 103) }).suspicion(rules) != nil)
        #expect(cell((0..<12).map { _ in (100, 97) }).suspicion(rules) != nil)
        #expect(cell((0..<12).map { _ in (100, 100.5) }).suspicion(rules) == nil)
    }

    @Test func aLikelyCoincidenceIsNoSuspect() {
        // 7 of 12 above: p = 0.77.
        #expect(cell((0..<12).map { (100, $0 < 7 ? 103 : 97) }).suspicion(rules) == nil)
    }

    @Test func aWiderSpreadWantsMoreRounds() throws {
        let range = PairedMeasurement.confirmationRounds
        func rounds(_ spread: Double) -> Int {
            let costs = (0..<12).map { 103 + spread * Double($0 - 6) }
            return cell(costs.map { (100, $0) }).freshRounds(rules, in: range)
        }
        #expect(rounds(0.01) < rounds(0.2))
        #expect(rounds(0.01) >= range.lowerBound)
        #expect(rounds(20) == range.upperBound)
    }

    @Test(
        arguments: [
            (0, 0, nil), (0, 1, ComparisonVerdict.inconclusive), (1, 0, .inconclusive), (0, 2, .newlyDied),
            (3, 0, .noLongerDies), (2, 2, .noChange),
        ] as [(Int, Int, ComparisonVerdict?)])
    func deathsSettleACell(old: Int, new: Int, verdict: ComparisonVerdict?) {
        var cell = cell([(100, 100)])
        cell.deaths = (old, new)
        guard case .settled(let settled, _, _, _) = cell.evidence else {
            #expect(verdict == nil)
            return
        }
        #expect(settled == verdict)
    }

    @Test func aFailureIsNotComparable() {
        var cell = cell([(100, 100)])
        cell.add(round(.failure("no workload 'x'"), sample(100)), to: \.screening)
        guard case .settled(.notComparable, let reason, _, _) = cell.evidence else {
            Issue.record("a cell that failed was compared")
            return
        }
        #expect(reason == "no workload 'x'")
    }
}
