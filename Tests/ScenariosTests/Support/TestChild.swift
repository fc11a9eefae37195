import CLibrary
import Cells
import FoundationEssentials
import Scenarios
import SystemPackage
import TestSupport

/// Runs scenarios in child processes, with the strategies of the catalogue and the broken ones.
enum TestChild {
    /// A cell, run and judged.
    struct Played: Sendable {
        let scenario: String
        let strategy: String
        let judgement: Judgement
    }

    /// Runs one scenario. Only scenarios that hang reach the deadline, in seconds, however busy the machine.
    static func play(
        _ scenario: String, _ strategy: String, body: CallbackBody = .cStack, seed: UInt64 = 1,
        deadline: UInt32 = 300
    ) async throws -> Played {
        let request = ScenarioRequest(
            scenario: scenario, strategy: strategy, body: body, seed: seed, deadline: deadline)
        let run = try await Program.scenarioTestChild.run(ScenarioRequest.argument, try JSON.text(request))
        let ending: Ending =
            switch run.status {
            case .exited(let code): .exit(code)
            case .signaled(let signal): signal == SIGALRM ? .hung : .signal(signal)
            }
        return Played(
            scenario: scenario, strategy: strategy,
            judgement: Judge.judge(Evidence(run.output), ending: ending, standardError: run.errors))
    }

    /// Runs every scenario with some strategies, two at once.
    static func matrix(_ strategies: [String], seed: UInt64 = 1) async throws -> [Played] {
        let pairs = ScenarioCatalogue.all.flatMap { scenario in strategies.map { (scenario.name, $0) } }
        return try await withThrowingTaskGroup(of: (Int, Played).self) { group in
            var played: [Int: Played] = [:]
            for (index, pair) in pairs.enumerated() {
                if index >= 2, let (done, cell) = try await group.next() { played[done] = cell }
                group.addTask { (index, try await play(pair.0, pair.1, seed: seed)) }
            }
            for try await (done, cell) in group { played[done] = cell }
            return pairs.indices.compactMap { played[$0] }
        }
    }
}
