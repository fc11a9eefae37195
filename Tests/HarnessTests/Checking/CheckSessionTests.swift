import BenchResults
import CLibrary
import Cells
import Scenarios
import Synchronization
import Testing

@testable import Harness

@Suite("Session of a check")
struct CheckSessionTests {
    /// Plays nothing: every scenario ends as it is told to.
    private final class FakeRunner: ScenarioRunner {
        private let log = Mutex<[ScenarioRequest]>([])
        private let running = Mutex<(now: Int, most: Int)>((0, 0))
        private let ending: @Sendable (ScenarioRequest) -> Ending

        /// How many plays wait for one another.
        private let width: Int
        /// What every child says.
        private let said: String

        init(
            width: Int = 0, says said: String = "",
            _ ending: @escaping @Sendable (ScenarioRequest) -> Ending = { _ in .exit(1) }
        ) {
            self.width = width
            self.said = said
            self.ending = ending
        }

        var requests: [ScenarioRequest] { log.withLock { $0 } }
        var mostAtOnce: Int { running.withLock { $0.most } }

        /// The first ones wait for one another, and then for one too many.
        private func meet() {
            for _ in 0..<10_000 where mostAtOnce < width { usleep(1000) }
            usleep(50_000)
        }

        func play(_ request: ScenarioRequest) throws -> PlayedScenario {
            let number = log.withLock { log in
                log.append(request)
                return log.count
            }
            running.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
            if number <= width { meet() }
            running.withLock { $0.now -= 1 }
            return PlayedScenario(evidence: Evidence(said), ending: ending(request), message: "")
        }
    }

    private func harness(
        _ runner: FakeRunner, scenarios: [String] = ["deep-recursion"],
        strategies: [String] = ["fixed", "requery"], seed: UInt32 = 3
    ) throws -> CheckHarness {
        try CheckHarness(
            CheckSettings(
                strategies: StrategySelection(names: strategies), scenarios: scenarios, seed: seed),
            runner: runner, listener: { _ in })
    }

    @Test func everyCellIsPlayedOnceAndComesInOrder() throws {
        let runner = FakeRunner()
        let names = ScenarioCatalogue.all.map(\.name)
        let cells = try harness(runner, scenarios: []).play().cells
        #expect(runner.requests.count == 2 * names.count)
        #expect(
            cells.map { "\($0.scenario.name):\($0.strategy)" }
                == names.flatMap { ["\($0):fixed", "\($0):requery"] })
    }

    @Test func twoArePlayedAtOnceAndNoMore() throws {
        let runner = FakeRunner(width: 2)
        _ = try harness(runner, scenarios: []).play()
        #expect(runner.mostAtOnce == 2)
    }

    @Test func strategiesAreJudgedOnTheSameRandomness() throws {
        let runner = FakeRunner()
        _ = try harness(runner, scenarios: []).play()
        for (_, requests) in Dictionary(grouping: runner.requests, by: \.scenario) {
            #expect(Set(requests.map(\.seed)).count == 1)
        }
        #expect(Set(runner.requests.map(\.seed)).count == ScenarioCatalogue.all.count)
    }

    @Test func anotherSeedIsOtherRandomness() throws {
        let (first, second) = (FakeRunner(), FakeRunner())
        _ = try harness(first).play()
        _ = try harness(second, seed: 4).play()
        #expect(!first.requests.isEmpty)
        #expect(Set(first.requests.map(\.seed)).isDisjoint(with: second.requests.map(\.seed)))
    }

    @Test func aChildThatDoesNotPlayIsAFailure() throws {
        let cells = try harness(FakeRunner()).play().cells
        #expect(cells.count == 4)
        #expect(cells.allSatisfy { "\($0.judgement.verdict)" == "failed" })
    }

    @Test func aChildThatHangsIsHung() throws {
        let cells = try harness(FakeRunner { _ in .hung }).play().cells
        #expect(cells.allSatisfy { "\($0.judgement.verdict)" == "hung" })
    }

    /// On a busy machine a child may wait for a CPU until its time is over: it gets more, alone.
    @Test func aChildThatRanOutOfTimeIsPlayedAgain() throws {
        let runner = FakeRunner { $0.deadline < ScenarioProcess.patience ? .hung : .exit(1) }
        let cells = try harness(runner).play().cells
        #expect(cells.allSatisfy { "\($0.judgement.verdict)" == "failed" })
        #expect(runner.requests.count == 2 * cells.count)
        #expect(runner.requests.suffix(cells.count).allSatisfy { $0.deadline == ScenarioProcess.patience })
    }

    @Test func aStrategyThatHangsIsNotPlayedEverywhere() throws {
        let runner = FakeRunner { $0.strategy == "fixed" ? .hung : .exit(1) }
        let cells = try harness(runner, scenarios: []).play().cells
        let own = cells.filter { $0.strategy == "fixed" }
        #expect((2...3).contains(own.count { $0.isHung }))
        #expect(own.filter { !$0.isHung }.allSatisfy { $0.judgement.verdict == .unavailable })
        #expect(cells.filter { $0.strategy != "fixed" }.allSatisfy { $0.judgement.verdict == .failed })
        // Once more, alone, and with that it is known.
        #expect(
            runner.requests.count { $0.strategy == "fixed" && $0.deadline == ScenarioProcess.patience } == 1)
    }

    /// A deadlock is certain and has cost no time: it is not tried again, and is no reason to give others up.
    @Test func aDeadlockThatWasFoundOutIsAVerdictLikeAnyOther() throws {
        let runner = FakeRunner(says: "{\"deadlock\":{\"reason\":\"a lock\"}}\n") { _ in .hung }
        let cells = try harness(runner, scenarios: []).play().cells
        #expect(cells.allSatisfy { $0.judgement.verdict == .hung && $0.judgement.reason == "a lock" })
        #expect(runner.requests.count == cells.count)
    }

    /// What a child is told, and what the result says.
    @Test(arguments: CallbackBody.allCases)
    func bodiesRunWhereTheSettingsSay(body: CallbackBody) throws {
        let runner = FakeRunner()
        let settings = CheckSettings(
            strategies: StrategySelection(names: ["fixed"]), scenarios: ["deep-recursion"], body: body,
            seed: 3)
        let result = try CheckHarness(settings, runner: runner, listener: { _ in }).result()
        #expect(runner.requests.map(\.body) == [body, body])
        #expect(result.body == body)
    }

    /// Verdicts for one kind of bodies are not compared with those for the other.
    @Test func kindsOfBodiesAreNotCompared() throws {
        func side(_ body: CallbackBody) throws -> ComparableSide {
            let settings = CheckSettings(
                strategies: StrategySelection(names: ["fixed"]), scenarios: ["seed-test"], body: body, seed: 3
            )
            let said = "{\"deadlock\":{\"reason\":\"a lock\"}}\n"
            let harness = try CheckHarness(
                settings, runner: FakeRunner(says: said) { _ in .hung }, listener: { _ in })
            return ComparableSide(try harness.result(), label: "a")
        }
        let (usual, own) = (try side(.cStack), try side(.own))
        #expect(usual.verdicts.count == 3 && own.verdicts.count == 3)
        #expect(Set(usual.verdicts.keys).isDisjoint(with: own.verdicts.keys))
    }

    @Test func aStrategyThatOnlyHadToWaitIsPlayedEverywhere() throws {
        let runner = FakeRunner {
            $0.deadline < ScenarioProcess.patience && $0.strategy == "fixed" ? .hung : .exit(1)
        }
        let cells = try harness(runner, scenarios: []).play().cells
        #expect(cells.allSatisfy { $0.judgement.verdict == .failed })
    }

    @Test(arguments: [["nowhere"], ["deep-recursion,"], [""]])
    func scenariosThatAreNotThereAreRefused(names: [String]) {
        #expect(throws: UsageError.self) { try harness(FakeRunner(), scenarios: names) }
    }
}
