import Cells
import ForeignStacks
import FoundationEssentials
import Scenarios
import SystemPackage
import TestSupport
import Testing

/// A scenario that cannot fail says nothing. These run the real thing, in child processes.
@Suite struct EveryScenarioCanFailTests {
    /// Strategies of which each is wrong in one way, and `none`, which accepts every SP.
    private static let wrong = [
        "none", "far-low", "no-room", "far-high", "frozen", "remembers-256k",
        "keeps-stacks",
    ]

    @Test func everyFaultThatAScenarioLooksForIsShownBySomeStrategy() async throws {
        let played = try await TestChild.matrix(Self.wrong)
        try #require(played.count == ScenarioCatalogue.all.count * Self.wrong.count)
        var unavailable: [String] = []
        for scenario in ScenarioCatalogue.all {
            let judgements = played.filter { $0.scenario == scenario.name }.map(\.judgement)
            try #require(judgements.count == Self.wrong.count)
            if let judgement = judgements.first(where: { $0.verdict == "unavailable" }) {
                unavailable.append("\(scenario.name): \(judgement.reason)")
                continue
            }
            for fault in scenario.looksFor {
                #expect(
                    judgements.contains { $0.faults.contains(fault) },
                    "\(scenario.name) never shows \(fault.rawValue)")
            }
            for cell in played where cell.scenario == scenario.name {
                #expect(
                    cell.judgement.verdict != "failed",
                    "\(cell.scenario):\(cell.strategy): \(cell.judgement.reason)")
            }
        }
        if !unavailable.isEmpty { try skip("not all scenarios can be played here: \(unavailable)") }
    }

    /// Found out at once, not by a deadline that a busy machine would reach as well.
    @Test(arguments: ["own-stack", "coroutine"])
    func aStrategyThatQueriesInSignalHandlersHangs(variant: String) async throws {
        let played = try await TestChild.play("signal-in-query/\(variant)", "asks-in-signals")
        #expect(played.judgement.verdict == "hung")
        #expect(played.judgement.reason.contains("waits for the lock"))
    }

    /// The forked child hangs. It has its parent's command line, and dies with it.
    @Test func aHungScenarioLeavesNoProcess() async throws {
        let played = try await TestChild.play("fork/thread", "hangs", deadline: 1)
        #expect(played.judgement.verdict == "hung")
        #expect(try await CommandLines.left(containing: "\"hangs\"").isEmpty)
    }

    /// A strategy that is correct only as long as the program tells the truth.
    @Test(arguments: [
        ("seed-test/below", "ok" as SafetyVerdict), ("seed-test/top", "ok"), ("small-coroutine/24k", "ok"),
        ("notice/twice", "ok"),
        ("notice/forgotten", "S"), ("notice/early", "T"), ("inner-stack", "ok"),
    ])
    func aStrategyThatBelievesWhatItIsTold(scenario: String, expected: SafetyVerdict) async throws {
        let played = try await TestChild.play(scenario, "believes")
        #expect(played.judgement.verdict == expected, "\(scenario): \(played.judgement.reason)")
    }

    @Test func aStackThatIsReplacedByASmallerOneIsNotKnownToACache() async throws {
        for scenario in ["remapped/smaller", "fork/remapped"] {
            let played = try await TestChild.play(scenario, "remembers-256k")
            #expect(played.judgement.faults.contains(.lowTooLow), "\(scenario): \(played.judgement.reason)")
        }
    }
}
