import CLibrary
import BoundsStrategies
import CallbackRuntime
import FoundationEssentials
import ChildProtocol
import Subprocess
import SystemPackage
import Testing
import Workloads

/// Questions to the system a callback, counted (not timed), of every strategy in every workload: what the
/// rules say, and the ends of those that a workload kills. Each cell is a child process, as in a run.
@Suite("Questions")
struct QuestionTests {
    @Test func everyStrategyAndEveryWorkloadHasARow() {
        #expect(QuestionRule.all.map(\.strategy) == StrategyCatalogue.all.map(\.name))
        for workload in WorkloadCatalogue.all {
            #expect(Turns.of(workload.name) != nil, "\(workload.name)")
        }
        for turns in Turns.all {
            #expect(abs(turns.shares.values.reduce(0, +) - 1) < 1e-9, "\(turns.workload)")
        }
    }

    @Test(arguments: QuestionRule.all.map(\.strategy))
    func questionsACallbackAreWhatTheRuleSays(strategy: String) async throws {
        let rule = try #require(QuestionRule.all.first { $0.strategy == strategy })
        for workload in WorkloadCatalogue.all where workload.unavailability() == nil {
            let seen = try await answer(of: strategy, in: workload.name)
            let expected = try expected(rule, workload)
            #expect(expected.contains(seen), "\(workload.name): \(seen), not \(expected)")
        }
    }

    /// Knobs that change what is asked.
    @Test(arguments: [
        // Nothing comes back, so the way home is a question too.
        ("accurate:restore=off", "coroutine/1/assembly", 1.0), ("accurate:restore=off", "coroutine-own", 1),
        // Nobody registers: the mapping is asked for, and its guard regions are known.
        ("tiered:cooperation=off", "coroutine/1/assembly", 0),
        ("tiered:cooperation=off", "coroutine/8/assembly", 1),
        ("tiered:cooperation=off", "coroutine-own", 0.5), ("tiered:cooperation=off", "main-coroutine/0", 1),
        ("tiered:cooperation=off", "profile/fluent-bit", 0.1),
        ("registry:cooperation=off", "coroutine/8/assembly", 0),
    ])
    func knobsChangeTheQuestions(strategy: String, workload: String, questions: Double) async throws {
        #expect(try await answer(of: strategy, in: workload) == .asks(questions))
    }

    /// What may come of a cell: one answer, but for the exceptions.
    private func expected(_ rule: QuestionRule, _ workload: Workload) throws -> [Answer] {
        let turns = try #require(Turns.of(workload.name))
        guard case .asks(let questions) = turns.answer(of: rule) else { return [turns.answer(of: rule)] }
        switch (rule.strategy, workload.place, workload.name) {
        case ("procmap", .mainThread, _):
            // The main thread's own stack grows, and how far is a second question.
            return [.asks(questions + (turns.shares[.stay] ?? 0) + (turns.shares[.home] ?? 0))]
        case ("clamp", _, "depth"):
            // A random walk over eight windows: two questions whenever it leaves the one that is recorded.
            return (0..<128).map { .asks(Double(2 * $0) / 128) }
        default:
            return [.asks(questions)]
        }
    }

    private func answer(of strategy: String, in workload: String) async throws -> Answer {
        let request = ChildRequest(
            workload: workload, subject: .strategy(strategy),
            task: .sample(iterations: 2, samples: 1, budget: 1), seed: 1, cpu: nil, deadline: 20)
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        let ended = try await Subprocess.run(
            .path(Program.path), arguments: [ChildRequest.argument, text],
            // Children die on purpose; Swift's crash handler would start a debugger each time.
            environment: .inherit.updating(["SWIFT_BACKTRACE": "enable=no"]),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        switch ended.terminationStatus {
        case .signaled(SIGABRT): return .aborts
        case .exited(2): return .refuses
        default:
            let report = try JSONDecoder().decode(
                ChildReport.self, from: Data(ended.standardOutput.utf8))
            #expect(report.failure == nil, "\(workload):\(strategy)")
            if workload.hasPrefix("main-mappings/"), let wanted = Int(workload.split(separator: "/")[1]) {
                #expect(try #require(report.mappings) > wanted)
            }
            return .asks(try #require(report.queriesPerCallback, "\(workload):\(strategy)"))
        }
    }
}
