import Synchronization
import Testing

@testable import Harness

@Suite("Bisection")
struct BisectionTests {
    /// Which commits were compared, in order.
    private final class Log: Sendable {
        private let commits = Mutex<[Int]>([])
        var compared: [Int] { commits.withLock { $0 } }
        func add(_ commit: Int) { commits.withLock { $0.append(commit) } }
    }

    /// Searches commits that are changed from `change` on; some do not build, and some are inconclusive.
    private func walk(
        _ count: Int, change: Int, broken: Set<Int> = [], unclear: Set<Int> = [], log: Log = Log()
    ) throws -> Bisection<Int>.Outcome {
        try Bisection(count: count) { commit in
            log.add(commit)
            if broken.contains(commit) { return nil }
            if unclear.contains(commit) { return (.unknown, commit) }
            return (commit >= change ? .changed("slower") : .unchanged, commit)
        }.run()
    }

    @Test(arguments: 1...20)
    func everyPlaceIsFound(count: Int) throws {
        for change in 0..<count {
            guard case .found(let commit, "slower", 0, let comparison) = try walk(count, change: change)
            else {
                Issue.record("the change at \(change) of \(count) was not found")
                continue
            }
            #expect(commit == change)
            #expect(comparison == change)
        }
    }

    @Test func itTakesTheLogarithmOfTheRange() throws {
        let log = Log()
        _ = try walk(1000, change: 377, log: log)
        #expect(log.compared.count <= 11)
        #expect(Set(log.compared).count == log.compared.count)
    }

    @Test func theEndsAreComparedFirst() throws {
        let log = Log()
        guard case .noChange(let comparison) = try walk(8, change: 8, log: log) else {
            Issue.record("a change was found where there is none")
            return
        }
        #expect(comparison == 7)
        #expect(log.compared == [7])
    }

    @Test func endsThatCannotBeJudgedAreNoChangeAndNoFinding() throws {
        let log = Log()
        guard case .unclear(let comparison) = try walk(8, change: 3, unclear: [7], log: log) else {
            Issue.record("something was said of ends of which nothing is known")
            return
        }
        #expect(comparison == 7)
        #expect(log.compared == [7, 7])
    }

    @Test func whatADisturbedSessionWithholdsIsMeasuredOnceMore() throws {
        let log = Log()
        let outcome = try Bisection<Int>(count: 8) { commit in
            log.add(commit)
            let isFirst = log.compared.count { $0 == commit } == 1
            return (isFirst ? .unknown : commit >= 5 ? .changed("slower") : .unchanged, commit)
        }.run()
        guard case .found(commit: 5, change: "slower", unknown: 0, _) = outcome else {
            Issue.record("the change was not found")
            return
        }
    }

    @Test func aLastCommitThatDoesNotBuildIsReported() throws {
        guard case .lastDoesNotBuild = try walk(8, change: 3, broken: [7]) else {
            Issue.record("the walk went on without an end")
            return
        }
    }

    @Test(arguments: 0..<7)
    func aBrokenCommitElsewhereChangesNothing(broken: Int) throws {
        for change in 0..<8 where change != broken {
            guard
                case .found(let commit, _, let unknown, _) = try walk(
                    8, change: change, broken: [broken])
            else {
                Issue.record("the change at \(change) was not found")
                continue
            }
            #expect(commit == change)
            #expect(unknown == (broken == change - 1 ? 1 : 0))
        }
    }

    @Test func aChangeInOneThatDoesNotBuildNamesTheNextAndHowManyAreUnclear() throws {
        guard case .found(let commit, _, let unknown, _) = try walk(9, change: 3, broken: [3, 4]) else {
            Issue.record("nothing was found")
            return
        }
        #expect(commit == 5)
        #expect(unknown == 2)
    }

    @Test func inconclusiveCommitsAreSkipped() throws {
        guard case .found(let commit, _, let unknown, _) = try walk(9, change: 6, unclear: [2, 4])
        else {
            Issue.record("nothing was found")
            return
        }
        #expect(commit == 6)
        #expect(unknown == 0)
    }

    @Test func nothingIsComparedMoreThanTwiceWhenAllAreInconclusive() throws {
        let log = Log()
        guard
            case .found(let commit, _, let unknown, _) = try walk(
                9, change: 0, unclear: Set(0..<8), log: log)
        else {
            Issue.record("nothing was found")
            return
        }
        #expect(commit == 8)
        #expect(unknown == 8)
        #expect(log.compared.sorted() == (0..<8).flatMap { [$0, $0] } + [8])
    }

    @Test func aDifferentChangeIsNotTheOneSearchedFor() throws {
        // Faster at first, slower from 5 on.
        let outcome = try Bisection<Int>(count: 8) { commit in
            (commit >= 5 ? .changed("slower") : .changed("faster"), commit)
        }.run()
        guard case .found(let commit, "slower", let unknown, _) = outcome else {
            Issue.record("nothing was found")
            return
        }
        #expect(commit == 5)
        #expect(unknown == 5)
    }

    @Test func anErrorEndsTheSearch() throws {
        struct Broken: Error {}
        #expect(throws: Broken.self) {
            _ = try Bisection<Int>(count: 3) { _ in throw Broken() }.run()
        }
    }
}
