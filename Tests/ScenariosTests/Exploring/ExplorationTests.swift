import ForeignStacks
import Testing

@testable import Scenarios

/// The search, with a rule in place of a strategy.
@Suite struct ExplorationTests {
    /// The first step that nobody has seen counts up: no chance.
    private struct Counting: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func explore(
        _ runner: MadeRunner, depth: Int = 3, longer: Int = 0, seed: UInt64 = 1,
        budget: Duration = .seconds(1),
        elapsed: @escaping () -> Duration = { .zero }
    ) throws -> ExplorationReport {
        try Exploration(
            Exploration.Settings(depth: depth, longer: longer, budget: budget, cooperation: .none), runner,
            random: Counting(state: seed), elapsed: elapsed, listener: { _ in }
        ).run()
    }

    @Test func whatHasNoFaultIsCounted() throws {
        let runner = MadeRunner()
        let report = try explore(runner, longer: 100)
        #expect(report.completeDepth == 3 && report.isOver && report.groups.isEmpty)
        #expect(report.programs + 100 == runner.ran.count && report.longer == 100)
        #expect(runner.ran.suffix(100).allSatisfy { $0.count > 3 && $0.count <= report.longest })
    }

    /// The shortest program stands for all that contain it.
    @Test func programsThatContainAShorterOneAreCountedWithIt() throws {
        let runner = MadeRunner { program in
            let index = program.firstIndex(of: .switchTo(.small))
            let fails = index.map { program[$0...].contains(.callBack) } ?? false
            return fails ? .fault(.lowTooLow, on: .small) : ProgramOutcome()
        }
        let report = try explore(runner, depth: 4)
        #expect(report.groups.map(\.program) == [["switch to the small stack", "call back"]])
        let failing = runner.ran.count { program in
            program.firstIndex(of: .switchTo(.small)).map { program[$0...].contains(.callBack) } ?? false
        }
        #expect(report.groups.first?.programs == failing && failing > 10)
    }

    @Test func stacksAreListedUnderOneCause() throws {
        let runner = MadeRunner { program in
            guard case .switchTo(let place, _)? = program.first, place != .guarded,
                program.contains(.callBack)
            else { return ProgramOutcome() }
            return .fault(.highWrong, on: place)
        }
        let report = try explore(runner, depth: 2)
        #expect(report.groups.count == 1)
        #expect(report.groups.first?.places.count == 5)
        #expect(report.groups.first?.cause.summary == "one stack")
    }

    @Test func nothingIsAddedToADeadProgram() throws {
        let runner = MadeRunner { program in
            program == [.signal] ? .fault(.spuriousAbort, on: .signal, isDead: true) : ProgramOutcome()
        }
        _ = try explore(runner, longer: 50)
        #expect(!runner.ran.contains { $0.count > 1 && $0.first == .signal })
        try #require(runner.ran.contains { $0.count > 1 })
    }

    /// A longer program is shortened to what it needs: here a fork, and a handler some time after it.
    @Test func longerProgramsAreShortened() throws {
        let runner = MadeRunner { program in
            guard let fork = program.firstIndex(of: .fork), program[fork...].contains(.signal),
                program.contains(.longjmp)
            else { return ProgramOutcome() }
            return .fault(.stale, on: .signal)
        }
        let report = try explore(runner, longer: 3000)
        let group = try #require(report.groups.first)
        #expect(report.groups.count == 1 && report.shortenings > 0)
        #expect(group.program.count <= 5)
        #expect(group.cause.kind == .stale)
        #expect(
            group.cause.ingredients.sorted() == [
                "a call out to C", "a fork", "a signal handler", "longjmp out of a callback",
            ])
    }

    @Test func theSameSeedRunsTheSame() throws {
        let (first, second, other) = (MadeRunner(), MadeRunner(), MadeRunner())
        #expect(try explore(first, longer: 200) == explore(second, longer: 200))
        _ = try explore(other, longer: 200, seed: 2)
        #expect(first.ran == second.ran && first.ran != other.ran)
    }

    @Test func theTimeIsKept() throws {
        var time = Duration.zero
        let runner = MadeRunner { _ in
            time += .milliseconds(10)
            return ProgramOutcome()
        }
        let report = try explore(runner, depth: 5, longer: 10, elapsed: { time })
        #expect(report.isOver && report.completeDepth == 2 && report.longer == 0)
        #expect(report.programs + report.unfinished == 100 && report.unfinished > 0)
    }

    @Test func whatHangsIsGivenUp() throws {
        let runner = MadeRunner {
            $0.last == .signal ? .fault(.hung, on: .signal, isDead: true) : ProgramOutcome()
        }
        let report = try explore(runner, depth: 6)
        #expect(report.stopped?.contains("hung") == true)
        #expect(report.completeDepth < 6 && report.groups.count == 1)
    }

    @Test func whatWasFoundIsToldBeforeAFailure() throws {
        struct Broken: Error {}
        final class Breaking: ProgramRunner {
            func run(_ next: () -> [ExploredStep]?, ended: ([ExploredStep], ProgramOutcome) -> Void) throws {
                if let program = next() { ended(program, .fault(.lowTooLow, on: .own)) }
                throw Broken()
            }
        }
        var told: ExplorationReport?
        let exploration = Exploration(
            Exploration.Settings(depth: 2, budget: .seconds(1), cooperation: .none), Breaking(),
            random: Counting(state: 1), elapsed: { .zero }, listener: { told = $0 })
        #expect(throws: Broken.self) { try exploration.run() }
        #expect(told?.groups.count == 1 && told?.isOver == false)
    }

    @Test func addressesAreDistances() {
        let stack = ForeignStack(lo: 0x10000, hi: 0x20000)
        #expect(
            "sp=0x10010, 0xfff0, 0x20010, 0x7f0000000000".withAddresses(from: stack)
                == "sp=L+16, L-16, H+16, far away")
    }
}
