import BoundsStrategies
import CStackSupport
import CallbackRuntime
import ForeignStacks
import Testing

@testable import Workloads

/// Every workload proves its claim with the floor, and asks as often as the rules say. Each is a process
/// of its own. Workloads of the main thread are tested through the program: the body of an exit test
/// does not run there.
@Suite("Workloads")
struct WorkloadTests {
    @Test(arguments: WorkloadCatalogue.all.filter { $0.place == .pthread }.map(\.name))
    func claimHolds(workload: String) async {
        await #expect(processExitsWith: .success) { [workload] in
            let asked = try queries(.none, workload)
            #expect(asked == 0)
        }
    }

    /// Queries a callback once a strategy has settled, counted (not timed).
    @Test(arguments: [
        ("thread", "sp-window", 0.0), ("thread", "requery", 1), ("thread", "fixed", 0),
        ("coroutine/1/assembly", "sp-window", 0), ("coroutine/1/assembly", "requery", 1),
        ("coroutine/2/assembly", "sp-window", 1), ("coroutine/2/swapcontext", "sp-window", 1),
        ("coroutine/64/assembly", "sp-window", 1), ("coroutine-own", "sp-window", 1),
        ("nested/4", "sp-window", 0), ("nested/4", "requery", 1),
        ("depth", "sp-window", 0), ("thread-churn", "sp-window", 1), ("thread-churn", "requery", 2),
        ("thread-churn", "fixed", 1), ("thread-churn", "uncached", 0),
        ("thread", "accurate", 0), ("coroutine/1/assembly", "accurate", 1),
        ("coroutine/1/assembly", "accurate:restore=off", 1), ("coroutine-own", "accurate", 0.5),
        ("coroutine/8/assembly", "accurate", 1), ("nested/4", "accurate", 0),
        ("coroutine/8/assembly", "estimate", 0), ("coroutine/8/assembly", "lenient", 0),
        ("coroutine/8/assembly", "budget", 0), ("thread-churn", "budget", 1),
        ("coroutine/8/assembly", "notify", 0), ("coroutine/8/swapcontext", "notify-handshake", 0),
        ("coroutine-own", "notify", 0), ("coroutine-own", "notify-handshake", 0),
        ("coroutine/64/assembly", "registry", 0), ("coroutine-own", "registry", 0),
        ("coroutine/64/assembly", "mru", 0), ("coroutine/2/assembly", "mru", 0),
        ("coroutine-own", "thread-slot", 0), ("coroutine/64/assembly", "thread-slot", 0),
        ("thread", "procmap", 1), ("coroutine/8/assembly", "procmap", 1),
        ("thread", "clamp", 0), ("coroutine/1/assembly", "clamp", 0), ("coroutine/2/assembly", "clamp", 2),
        ("thread", "tiered", 0), ("coroutine/64/assembly", "tiered", 0), ("coroutine-own", "tiered", 0),
        ("coroutine/8/assembly", "tiered:cooperation=off", 1),
        ("coroutine-own", "tiered:cooperation=off", 0.5),
        ("nested/16", "tiered", 0), ("depth", "tiered", 0), ("thread-churn", "tiered", 2),
    ])
    func queriesACallback(workload: String, strategy: String, expected: Double) async {
        await #expect(processExitsWith: .success) { [workload, strategy, expected] in
            let asked = try queries(try StrategyCatalogue.strategy(named: strategy), workload)
            #expect(asked == expected)
        }
    }

    /// Callbacks from elsewhere are found out, whatever the workload: from nobody's stack, or from the
    /// thread that the workload was prepared on with impossible nesting.
    @Test(arguments: WorkloadCatalogue.all.filter { $0.place == .pthread }.map(\.name))
    func callbacksFromElsewhereAreFoundOut(workload: String) async {
        await #expect(processExitsWith: .success) { [workload] in
            let workload = try #require(WorkloadCatalogue.workload(named: workload))
            guard workload.unavailability() == nil else { return }
            var found = 0
            try NativeThread.run {
                try? CallbackRuntime.start(.none)
                var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
                guard let prepared = try? workload.prepared(random: &random) else { return }
                for (sp, procid) in [(UInt(1), Int32(1)), (sbs_stack_pointer(), sbs_thread_id())] {
                    let elsewhere = PreparedWorkload.Observation(
                        sp: sp, lo: 0, hi: 0, queries: 0, procid: procid, calls_out: 99)
                    let count =
                        2 * workload.verificationIterations * workload.callbacksPerIteration
                        * workload.threads
                    do {
                        try prepared.checkClaim(Array(repeating: elsewhere, count: count))
                    } catch {
                        found += 1
                    }
                }
            }
            #expect(found >= 1)
        }
    }

    /// The strategies that live on whatever stack they are called on.
    @Test(arguments: [
        BoundsStrategy.accurate, .estimate, .lenient, .budget, .notify, .notifyHandshake, .registry, .mru,
        .threadSlot, .procmap, .clamp, .tiered,
    ])
    func survivesEveryWorkload(_ strategy: BoundsStrategy) async {
        let name = strategy.name
        await #expect(processExitsWith: .success) { [name = name as String] in
            let strategy = try StrategyCatalogue.strategy(named: name)
            for workload in WorkloadCatalogue.all where workload.place == .pthread && workload.tier < .named {
                _ = try queries(strategy, workload.name)
            }
        }
    }

    /// A workload whose loop did something else is found out.
    @Test func aFalseClaimFails() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(.none)
            let mainWorkload = try #require(WorkloadCatalogue.all.first { $0.name == "main" })
            var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
            var error: (any Error)?
            try NativeThread.run {
                do { _ = try mainWorkload.prepared(random: &random) } catch let thrown { error = thrown }
            }
            #expect(error is ClaimError, "prepared on a pthread")
        }
    }

    @Test func aStrategyThatAbortsEndsTheProcess() async {
        await #expect(processExitsWith: .signal(6)) {
            _ = try queries(.fixed, "coroutine/2/assembly")
        }
    }

    @Test func namesAreDistinct() {
        let names = WorkloadCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}

/// Runs the verification pass of a workload on the thread it asks for.
private func queries(_ strategy: BoundsStrategy, _ name: String) throws -> Double {
    let workload = try #require(WorkloadCatalogue.all.first { $0.name == name })
    guard workload.unavailability() == nil else { return 0 }
    var result: Result<Double, any Error> = .success(-1)
    func verify() {
        result = Result {
            try CallbackRuntime.start(strategy)
            var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
            let prepared = try workload.prepared(random: &random)
            return try prepared.verify(workload)
        }
    }
    try NativeThread.run(verify)
    return try result.get()
}
