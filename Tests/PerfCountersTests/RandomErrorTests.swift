import CPerfmon
import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

/// Thousands of kernels that fail in many ways at once, the same ones in each run of the tests.
struct RandomErrorTests {
    private static let errors: [Errno] = [
        .noSuchFileOrDirectory, .permissionDenied, .notPermitted, .noFunction, .tooManyOpenFiles,
        .invalidArgument, .resourceBusy, .notSupported, .ioError, .noSpace, .noChildProcess,
    ]

    private func kernel(seed: UInt64) -> FakeKernel {
        let source = Mutex(SplitMix64(state: seed))
        let random: @Sendable (Int) -> Int = { bound in
            source.withLock { Int($0.next() % UInt64(bound)) }
        }
        let rarity = [2, 5, 20, 1_000_000][random(4)]
        let shortness = [3, 10, 1_000_000][random(3)]
        var behaviour = FakeKernel.Behaviour()
        behaviour.registers = random(6)
        behaviour.crowdedShare = [0, 1, 500, 949, 950, 990, 1000][random(7)]
        behaviour.largestGroup = random(5) + 1
        behaviour.allowsInheritedGroupReads = random(4) > 0
        behaviour.allowsKernelMode = random(3) > 0
        behaviour.paranoidLevel = random(6) - 1
        behaviour.refuse = { _ in
            random(rarity) == 0 ? Self.errors[random(Self.errors.count)] : nil
        }
        behaviour.missingBytes = { random(shortness) == 0 ? random(100) : 0 }
        return FakeKernel(behaviour)
    }

    @Test func `no crash, no leak, no number that was not counted`() throws {
        let plan = try CounterPlan(names: CounterPlan.defaultNames)
        var valued = 0
        var unavailable = 0
        for seed in 0..<4000 as Range<UInt64> {
            let fake = kernel(seed: seed)
            var session = CounterSession(plan: plan, kernel: fake.kernel)
            var runs = 0
            for _ in 0..<2 {
                let before = fake.state.withLock { $0.works }
                let readings = session.measure { fake.work() }
                runs = fake.state.withLock { $0.works } - before
                #expect(runs == session.passes && runs >= 1, "seed \(seed)")
                for (reading, counter) in zip(readings, plan.counters) {
                    #expect(isTrue(reading, of: counter, passes: runs), "seed \(seed): \(reading)")
                    if reading.value == nil { unavailable += 1 } else { valued += 1 }
                }
            }
            fake.state.withLock { state in
                let isLeaky = !state.events.isEmpty || !state.files.isEmpty || state.closedUnopened > 0
                #expect(!isLeaky, "seed \(seed)")
            }
        }
        // Both kinds occur often, or the test shows nothing.
        #expect(valued > 4000 && unavailable > 4000)
    }

    private func isTrue(_ reading: CounterReading, of counter: PlannedCounter, passes: Int) -> Bool {
        guard reading.requestedName == counter.name else { return false }
        guard let value = reading.value else { return reading.unavailability != nil && !reading.scaled }
        guard reading.unavailability == nil, let pass = reading.pass, (1...passes).contains(pass) else {
            return false
        }
        let attributes = counter.choices.first?.attributes
        let truth = FakeKernel.truth(
            type: attributes?.type ?? PERF_TYPE_TRACEPOINT.rawValue,
            config: attributes?.config ?? FakeKernel.systemCallsIdentifier)
        return abs(value - Double(truth)) <= 1e-9 * Double(truth)
    }
}

/// A generator whose whole state is its seed (Steele, Lea and Flood, OOPSLA 2014).
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
