import BoundsStrategies
import CLibrary
import CallbackRuntime
import Cells
import ChildProtocol
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing
import Workloads

/// Queries per callback, counted and not timed, of every strategy in every workload: what the rules say, and
/// how strategies that a workload kills end. Each cell is a child process, as in a run.
@Suite("Queries")
struct QueryTests {
    @Test func everyStrategyAndEveryWorkloadHasARow() throws {
        try #require(QueryRule.all.count >= 18 && WorkloadCatalogue.all.count > 30)
        #expect(QueryRule.all.map(\.strategy) == StrategyCatalogue.all.map(\.name))
        for workload in WorkloadCatalogue.all {
            #expect(Turns.of(workload.name) != nil, "\(workload.name)")
        }
        for turns in Turns.all {
            #expect(abs(turns.shares.values.reduce(0, +) - 1) < 1e-9, "\(turns.workload)")
        }
    }

    @Test(arguments: QueryRule.all.map(\.strategy))
    func queriesPerCallbackAreWhatTheRuleSays(strategy: String) async throws {
        let rule = try #require(QueryRule.all.first { $0.strategy == strategy })
        for workload in WorkloadCatalogue.all where workload.unavailability() == nil {
            let seen = try await answer(of: strategy, in: workload.name)
            let expected = try expected(rule, workload)
            #expect(expected.contains(seen), "\(workload.name): \(seen), not \(expected)")
        }
    }

    /// What the test above leaves out.
    @Test func everyWorkloadRunsHere() throws {
        let reasons = WorkloadCatalogue.all.compactMap { workload in
            workload.unavailability().map { "\(workload.name): \($0)" }
        }
        try #require(reasons.count < WorkloadCatalogue.all.count / 4)
        if !reasons.isEmpty { try skip(reasons.joined(separator: "; ")) }
    }

    /// Knobs that change what is queried.
    @Test(arguments: [
        // Nothing is restored, so going home is a query too.
        ("accurate:restore=off", "coroutine/1/assembly", 1.0), ("accurate:restore=off", "coroutine-own", 1),
        // Nothing is registered: the mapping is queried, and its guard regions are known.
        ("tiered:cooperation=off", "coroutine/1/assembly", 0),
        ("tiered:cooperation=off", "coroutine/8/assembly", 1),
        ("tiered:cooperation=off", "coroutine-own", 0.5), ("tiered:cooperation=off", "main-coroutine/0", 1),
        ("tiered:cooperation=off", "profile/fluent-bit", 0.1),
        // Every callback is a thread's first.
        ("accurate:lifetime=callback", "thread", 1), ("fixed:lifetime=callback", "coroutine/8/assembly", 1),
        ("requery:lifetime=callback", "thread", 2), ("uncached:lifetime=thread", "thread", 0),
        // Whoever is asked, it is one query.
        ("requery:source=procmap", "coroutine/8/assembly", 1), ("requery:source=libc-end", "main", 1),
        ("requery:source=startstack", "main-coroutine/0", 1), ("requery:source=maps-sp", "main", 1),
        ("requery:source=mremap-probe", "main", 1),
        // Attached once for the outermost of five.
        ("accurate:lifetime=callback", "nested/4", 0.2),
        ("registry:cooperation=off", "coroutine/8/assembly", 0),
    ])
    func knobsChangeTheQueries(strategy: String, workload: String, queries: Double) async throws {
        #expect(try await answer(of: strategy, in: workload) == .queries(queries))
    }

    /// The possible answers of a cell: one, with some exceptions.
    private func expected(_ rule: QueryRule, _ workload: Workload) throws -> [Answer] {
        let turns = try #require(Turns.of(workload.name))
        guard case .queries(let queries) = turns.answer(of: rule) else { return [turns.answer(of: rule)] }
        switch (rule.strategy, workload.place, workload.name) {
        case ("procmap", .mainThread, _):
            // The main thread's own stack grows, and how far is a second query.
            return [.queries(queries + (turns.shares[.stay] ?? 0) + (turns.shares[.home] ?? 0))]
        case ("clamp", _, "depth"):
            // A random walk over eight windows: two queries whenever it leaves the one that is recorded.
            return (0..<128).map { .queries(Double(2 * $0) / 128) }
        default:
            return [.queries(queries)]
        }
    }

    private func answer(of strategy: String, in workload: String) async throws -> Answer {
        let request = ChildRequest(
            workload: workload, subject: .strategy(strategy),
            task: .sample(iterations: 2, samples: 1, budget: 1), seed: 1, cpu: nil, deadline: 600)
        let text = try JSON.text(request)
        let run = try await Program.bench.run(ChildRequest.argument, text)
        switch run.status {
        case .signaled(SIGABRT): return .aborts
        case .exited(2): return .refuses
        default:
            let report = try JSON.value(run.output, as: ChildReport.self)
            #expect(report.failure == nil, "\(workload):\(strategy)")
            if workload.hasPrefix("main-mappings/"), let wanted = Int(workload.split(separator: "/")[1]) {
                #expect(try #require(report.mappings) > wanted)
            }
            return .queries(try #require(report.queriesPerCallback, "\(workload):\(strategy)"))
        }
    }
}
