import Cells
import Statistics
import Testing

@testable import BenchResults

/// Processes that were killed from outside, which says nothing about the strategy.
@Suite("Killed processes")
struct KilledProcessTests {
    private func cell(processes: Int, killed: Int, signal: Int = 9) throws -> CellResult {
        var plan = Records.plan
        plan.processes = processes
        let death = Death(exitStatus: nil, signal: signal, isHung: false, message: "")
        let records =
            [Records.calibration(.strategy("fixed"), 100)]
            + (0..<processes).map { round in
                round < killed
                    ? Record(
                        pass: .sample, workload: "thread", subject: .strategy("fixed"), round: round,
                        outcome: .death(death))
                    : Records.sample(.strategy("fixed"), round: round, [1000])
            }
        return try #require(
            Records.assembler(records, plan: plan).cells().first { $0.subject == "fixed" })
    }

    @Test func enoughOthersStandAndSayHowManyTheyAre() throws {
        let cell = try cell(processes: 7, killed: 1)
        #expect(cell.status == .measured && cell.deaths == 0 && cell.death == nil)
        #expect(cell.nanosecondsPerCallback?.count == 6)
        #expect(cell.reason == "6 of 7 processes were measured; 1 ended by no message, signal 9")
    }

    @Test func tooFewOthersAreNoResult() throws {
        let cell = try cell(processes: 6, killed: 1)
        #expect(cell.status == .failed && cell.nanosecondsPerCallback == nil)
        #expect(cell.reason == "the child ended: no message, signal 9")
    }

    @Test func aCrashIsADeathHoweverFew() throws {
        #expect(try cell(processes: 12, killed: 1, signal: 11).status == .died)
    }

    /// A failed step that was run again has two records.
    @Test func ofTwoRecordsOfAStepTheLastCounts() throws {
        let subject = Subject.strategy("fixed")
        let records = [
            Records.calibration(subject, 100), Records.death(subject, pass: .sample, round: 0),
            Records.sample(subject, round: 0, [1000]),
        ]
        var plan = Records.plan
        plan.processes = 1
        let cell = try #require(
            Records.assembler(records, plan: plan).cells().first { $0.subject == "fixed" })
        #expect(cell.status == .measured && cell.replicates.count == 1 && cell.reason == nil)
    }
}
