import Statistics
import Testing

struct ScheduleSeedTests {
    private let subjects = ["none", "fixed", "sp-window", "sp-window again"]

    private func cells(rounds: Int = 8, seed: UInt64, others: [String] = []) -> [ScheduledCell] {
        let entries = (["w"] + others).map { (workload: $0, subjects: subjects) }
        return Schedule(subjectsByWorkload: entries, rounds: rounds, seed: seed).cells
    }

    @Test func sameSeedSameOrder() {
        #expect(cells(seed: 5) == cells(seed: 5))
        let all = (0..<50).map { cells(seed: $0, others: ["v", "u"]) }
        #expect(Set(all).count == 50)
    }

    /// An old result's seed reproduces its order. Checked against a second implementation, in Python.
    @Test func frozenOrder() {
        let first = ["sp-window", "none", "sp-window again", "fixed"]
        let second = ["none", "fixed", "sp-window", "sp-window again"]
        let expected = first + first.reversed() + second + second.reversed()
        #expect(cells(rounds: 4, seed: 2026).map(\.subject) == expected)
    }

    @Test func moreRoundsLeaveTheEarlierOnes() {
        #expect(
            Array(cells(rounds: 20, seed: 5).prefix(cells(rounds: 7, seed: 5).count))
                == cells(rounds: 7, seed: 5))
    }

    @Test func otherWorkloadsLeaveTheOrderOfSubjects() {
        #expect(cells(seed: 5, others: ["v", "u"]).filter { $0.workload == "w" } == cells(seed: 5))
    }

    @Test func nothingToRunIsAnEmptySchedule() {
        #expect(Schedule(subjectsByWorkload: [], rounds: 3, seed: 1).cells.isEmpty)
        #expect(Schedule(subjectsByWorkload: [("w", [])], rounds: 3, seed: 1).cells.isEmpty)
    }

    @Test func refusesWhatCannotBeScheduled() async {
        await #expect(processExitsWith: .failure) {
            _ = Schedule(subjectsByWorkload: [("w", ["a", "a"])], rounds: 1, seed: 1)
        }
        await #expect(processExitsWith: .failure) {
            _ = Schedule(subjectsByWorkload: [("w", ["a"]), ("w", ["b"])], rounds: 1, seed: 1)
        }
        await #expect(processExitsWith: .failure) {
            _ = Schedule(subjectsByWorkload: [("w", ["a"])], rounds: -1, seed: 1)
        }
        await #expect(processExitsWith: .failure) {
            _ = Schedule(subjectsByWorkload: [("w", ["a"])], rounds: 1, seed: 1).cells(inRound: 1)
        }
    }
}
