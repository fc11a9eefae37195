import Cells
import ChildProtocol
import Statistics
import Testing

@testable import BenchResults

@Suite("Assembling cells")
struct CellAssemblerTests {
    /// 100 iterations of 2 callbacks; round r costs `base + 200 r` ns per sample, so a callback costs
    /// `base / 200 + r`.
    private func rows(_ subject: Subject, base: UInt64) -> [Record] {
        [Records.calibration(subject, 100)]
            + (0..<6).map { round in
                let cost = base + 200 * UInt64(round)
                // The median of the samples counts: one high and one low one change nothing.
                return Records.sample(subject, round: round, [cost + 5000, cost, cost - 100])
            }
    }

    private var all: [Record] {
        rows(.emptyLoop, base: 200) + rows(.strategy("none"), base: 1000)
            + rows(.strategy("fixed"), base: 1200)
            + rows(.strategy("requery"), base: 5000) + rows(.twin("fixed"), base: 1200)
    }

    private func cell(_ subject: String, in records: [Record]) throws -> CellResult {
        try #require(Records.assembler(records).cells().first { $0.subject == subject })
    }

    @Test func costIsTheMedianOverProcessesOfTheMedianOfSamples() throws {
        let fixed = try cell("fixed", in: all)
        #expect(fixed.status == .measured)
        #expect(fixed.iterations == 100)
        let cost = try #require(fixed.nanosecondsPerCallback)
        #expect(cost.median == 8.5)  // 6, 7, 8, 9, 10, 11
        #expect(cost.lower == 6 && cost.upper == 11)
        #expect(cost.coverage == 0.96875)
        #expect(cost.count == 6)
    }

    @Test func netIsPairedByRound() throws {
        let net = try #require(try cell("fixed", in: all).netOfFloor)
        #expect(net.median == 1 && net.lower == 1 && net.upper == 1)
    }

    @Test func ratioIsToTheCheapestExceptTheFloor() throws {
        let best = try cell("fixed", in: all)
        #expect(best.ratioToBest?.median == 1)
        #expect(best.standing == .best)
        let other = try cell("requery", in: all)
        #expect(try #require(other.ratioToBest).median > 3)
        #expect(other.standing == .slower)
        #expect(other.queriesPerCallback == 1)
    }

    /// The resolution is an iteration of the empty loop, here (1 + 2.5) ns; differences below it are not
    /// ranked, however sure they are.
    @Test func belowTheResolutionNothingIsRanked() throws {
        let close = all.filter { $0.subject != .strategy("requery") } + rows(.strategy("requery"), base: 1400)
        #expect(Records.assembler(close).resolution == 3.5)
        #expect(try cell("requery", in: close).standing == .indistinct)
    }

    @Test func controlsAreNeitherNetNorRanked() throws {
        let empty = try cell("empty-loop", in: all)
        #expect(empty.netOfFloor == nil && empty.ratioToBest == nil)
        #expect(empty.kind == .control)
    }

    @Test func nullPairIsTheStrategyAgainstItself() throws {
        let pair = try #require(Records.assembler(all).nullPair())
        #expect(pair.ratio.median == 1)
        #expect(pair.verdict == .healthy)
    }

    @Test func oneDeathIsADeadCell() throws {
        let records =
            all.filter { $0.subject != .strategy("fixed") }
            + [
                Records.calibration(.strategy("fixed"), 100),
                Records.death(.strategy("fixed"), pass: .sample, round: 0),
            ]
            + (1..<6).map { Records.sample(.strategy("fixed"), round: $0, [1200]) }
        let fixed = try cell("fixed", in: records)
        #expect(fixed.status == .died)
        #expect(fixed.deaths == 1)
        #expect(fixed.nanosecondsPerCallback == nil)
        #expect(fixed.reason == "morestack on g0, signal 6, in 1 of 7 processes")
        #expect(try cell("requery", in: records).ratioToBest?.median == 1, "the best of those that live")
    }

    @Test func aFailedClaimIsAFailureNotADeath() throws {
        var report = ChildReport()
        report.failure = "two coroutines share a stack"
        let failed = Record(
            pass: .sample, workload: "thread", subject: .strategy("none"), round: 0, outcome: .report(report))
        let cell = try cell("none", in: [failed])
        #expect(cell.status == .failed)
        #expect(cell.reason == "two coroutines share a stack")
    }

    @Test func whatWasNotReachedIsPendingWithAReason() throws {
        let cell = try cell("none", in: [])
        #expect(cell.status == .pending)
        #expect(cell.reason == "0 of 6 processes were measured")
        #expect(cell.nanosecondsPerCallback == nil)
        #expect(Records.assembler([]).nullPair() == nil)
    }

    /// Fewer than six processes have no 95 % interval, with a reason.
    @Test func fewProcessesHaveNoInterval() throws {
        var plan = Records.plan
        plan.processes = 3
        let cells = Records.assembler(all.filter { $0.round < 3 }, plan: plan).cells()
        let cost = try #require(cells.first { $0.subject == "none" }?.nanosecondsPerCallback)
        #expect(cost.median == 6 && cost.lower == nil && cost.reason != nil)
    }

    @Test func orderOfRecordsDoesNotMatter() throws {
        let forwards = Records.assembler(all).cells().map(\.nanosecondsPerCallback)
        let backwards = Records.assembler(all.reversed()).cells().map(\.nanosecondsPerCallback)
        #expect(forwards == backwards)
    }
}
