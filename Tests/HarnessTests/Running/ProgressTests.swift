import BenchResults
import Cells
import Testing

@testable import Harness

@Suite("Progress")
struct ProgressTests {
    @Test func aRoundIsCountedFromOne() throws {
        let session = try FakeSession()
        let progress = Progress(steps: 8, done: 0, now: session.clock.stopwatch, listener: session.listener)
        progress.starts("thread:none", round: (0, 12))
        #expect(session.said == [.progress("round 1/12  thread:none  ")])
    }

    @Test func withoutRoundsStepsAreCounted() throws {
        let session = try FakeSession()
        let progress = Progress(steps: 8, done: 3, now: session.clock.stopwatch, listener: session.listener)
        progress.starts("a")
        progress.ended("a")
        progress.starts("b")
        #expect(session.said == [.progress("3/8  a  "), .progress("4/8  b  ")])
    }

    @Test func theTimeLeftIsTheMeanOfTheCellsTimesTheSteps() throws {
        let session = try FakeSession()
        let progress = Progress(steps: 25, done: 0, now: session.clock.stopwatch, listener: session.listener)
        for (cell, seconds) in [("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 6)] {
            progress.starts(cell)
            session.clock.advance(by: .seconds(seconds))
            progress.ended(cell)
        }
        progress.starts("a")
        // 20 steps of 2 s on average, and the second that has begun.
        #expect(session.said.last == .progress("5/25  a  41 s left"))
    }

    @Test func theLastTimeOfACellCounts() throws {
        let session = try FakeSession()
        let progress = Progress(steps: 12, done: 0, now: session.clock.stopwatch, listener: session.listener)
        for seconds in [100, 2] {
            for cell in ["a", "b", "c", "d", "e"] {
                progress.starts(cell)
                session.clock.advance(by: .seconds(seconds))
                progress.ended(cell)
            }
        }
        progress.starts("a")
        #expect(session.said.last == .progress("10/12  a  5 s left"))
    }

    @Test func theEndIsReported() throws {
        let session = try FakeSession()
        try session.run(.example(), FakeChild(clock: session.clock))
        #expect(session.said.last == .progressEnded)
        #expect(session.said.count { $0 == .progressEnded } == 1)
        #expect(session.said.first == .progress("0/22  thread:empty-loop  "))
        #expect(session.said.contains(.progress("round 2/2  \(lastCell)  1 s left")))
    }

    private var lastCell: String { RunPlan.example().sampleSteps(inRound: 1)[7].cell.description }
}
