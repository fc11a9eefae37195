import BoundsStrategies
import CStackSupport
import CallbackRuntime
import ForeignStacks
import TestSupport
import Testing

@testable import Workloads

/// Every workload proves its claim with the floor, each in its own process. With the other strategies, and on
/// the main thread, where the body of an exit test does not run, the program's tests do it (`QueryTests`).
@Suite("Workloads")
struct WorkloadTests {
    private static let names = WorkloadCatalogue.all
        .filter { $0.place == .pthread && $0.unavailability() == nil }.map(\.name)

    @Test(arguments: names)
    func claimHolds(workload: String) async {
        await #expect(processExitsWith: .success) { [workload] in
            let count = try queries(.none, workload)
            #expect(count == 0)
        }
    }

    /// Callbacks from elsewhere are detected, whatever the workload: from nobody's stack, or from the
    /// thread that the workload was prepared on with impossible nesting.
    @Test(arguments: names)
    func callbacksFromElsewhereAreDetected(workload: String) async {
        await #expect(processExitsWith: .success) { [workload] in
            let workload = try #require(WorkloadCatalogue.workload(named: workload))
            var found = 0
            try NativeThread.run {
                try? CallbackRuntime.start(.none)
                var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
                guard let prepared = try? workload.prepared(random: &random) else { return }
                for (sp, procid) in [(UInt(1), Int32(1)), (sbs_stack_pointer(), sbs_thread_id())] {
                    let elsewhere = PreparedWorkload.Observation(
                        sp: sp, lo: 0, hi: 0, queries: 0, procid: procid, calls_out: 99, confidence: 0)
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

    /// A workload whose loop did something else is detected.
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

    @Test func namesAreDistinctAndMostRunOnAPthread() {
        let names = WorkloadCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Self.names.count > names.count / 2)
    }

    /// What the tests above leave out.
    @Test func everyWorkloadRunsHere() throws {
        let reasons = WorkloadCatalogue.all.compactMap { workload in
            workload.unavailability().map { "\(workload.name): \($0)" }
        }
        if !reasons.isEmpty { try skip(reasons.joined(separator: "; ")) }
    }
}

/// Runs the verification pass of a workload on the thread it asks for.
private func queries(_ strategy: BoundsStrategy, _ name: String) throws -> Double {
    let workload = try #require(WorkloadCatalogue.all.first { $0.name == name })
    var result: Result<Double, any Error> = .success(-1)
    func verify() {
        result = Result {
            try CallbackRuntime.start(strategy)
            var random: any RandomNumberGenerator = SystemRandomNumberGenerator()
            let prepared = try workload.prepared(random: &random)
            return try #require(try prepared.verify(workload))
        }
    }
    try NativeThread.run(verify)
    return try result.get()
}
