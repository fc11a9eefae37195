import CPerfmon
import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

/// A hundred thousand kernels that fail in many ways at once, the same ones in each run of the tests.
struct RandomErrorTests {
    private static let errors: [Errno] = [
        .noSuchFileOrDirectory, .permissionDenied, .notPermitted, .noFunction, .tooManyOpenFiles,
        .invalidArgument, .resourceBusy, .notSupported, .ioError, .noSpace, .noChildProcess,
    ]

    /// Every source, and every kind of group. Few per kernel: the testing library takes a backtrace whenever
    /// an error is thrown, which is most of what the test costs.
    private static let names = [
        ["cycles", "instructions", "branch-misses", "task-clock"],
        ["cycles", "system-calls", "page-faults", "calls:ioctl"],
        ["calls:getppid", "calls:ioctl", "calls:getuid", "context-switches"],
    ]

    private static func kernel(seed: UInt64) -> FakeKernel {
        let source = Mutex(SplitMix64(state: seed))
        let random: @Sendable (Int) -> Int = { bound in
            source.withLock { Int($0.next() % UInt64(bound)) }
        }
        let rarity = [2, 5, 20, 1_000_000][random(4)]
        let shortness = [3, 10, 1_000_000][random(3)]
        let strangeness = [4, 20, 1_000_000][random(3)]
        var behaviour = FakeKernel.Behaviour()
        behaviour.registers = random(6)
        behaviour.debugRegisters = random(5)
        behaviour.crowdedShare = [0, 1, 500, 949, 950, 990, 1000][random(7)]
        behaviour.largestGroup = random(5) + 1
        behaviour.allowsInheritedGroupReads = random(4) > 0
        behaviour.allowsKernelMode = random(3) > 0
        behaviour.paranoidLevel = random(6) - 1
        behaviour.refuse = { _ in
            random(rarity) == 0 ? errors[random(errors.count)] : nil
        }
        // Some bytes too few, all of them, or all but the header.
        behaviour.missingBytes = { random(shortness) == 0 ? [random(100), 1 << 20, 16][random(3)] : 0 }
        behaviour.alter = { random(strangeness) == 0 ? StrangeAnswer.of($0, random) : $0 }
        return FakeKernel(behaviour)
    }

    /// What a slice of the kernels gave.
    private struct Tally {
        var valued = 0
        var unavailable = 0
        var faults: [String] = []
    }

    /// In slices, so that all CPUs take part. The faults are collected, since a hundred thousand expectations
    /// cost more than what they test.
    @Test(arguments: 0..<20) func `no crash, no leak, no number that was not counted`(slice: UInt64) throws {
        let plan = try CounterPlan(names: Self.names[Int(slice) % Self.names.count])
        var tally = Tally()
        for seed in slice * 5_000..<(slice + 1) * 5_000 {
            try Self.measure(plan, seed: seed, &tally)
        }
        #expect(tally.faults.isEmpty, "\(tally.faults.prefix(5))")
        // Both kinds occur often, or the test shows nothing.
        #expect(tally.valued > 2_000 && tally.unavailable > 2_000, "\(tally.valued), \(tally.unavailable)")
    }

    private static func measure(_ plan: CounterPlan, seed: UInt64, _ tally: inout Tally) throws {
        let fake = kernel(seed: seed)
        var session = CounterSession(plan: plan, kernel: fake.kernel)
        let readings = session.measure { fake.work() }
        let runs = fake.state.withLock { $0.works }
        if runs != session.passes || runs < 1 { tally.faults.append("seed \(seed): \(runs) runs") }
        for (reading, counter) in zip(readings, plan.counters) {
            if !isTrue(reading, of: counter, passes: runs) {
                tally.faults.append("seed \(seed): \(reading)")
            }
            if reading.value == nil { tally.unavailable += 1 } else { tally.valued += 1 }
        }
        fake.state.withLock { state in
            if !state.events.isEmpty || !state.files.isEmpty || state.closedUnopened > 0 {
                tally.faults.append("seed \(seed): a descriptor leaks")
            }
        }
    }

    private static func isTrue(_ reading: CounterReading, of counter: PlannedCounter, passes: Int) -> Bool {
        guard reading.requestedName == counter.name else { return false }
        guard let value = reading.value else { return reading.unavailability != nil && !reading.scaled }
        guard reading.unavailability == nil, let pass = reading.pass, (1...passes).contains(pass) else {
            return false
        }
        let attributes = counter.choices.first?.attributes
        let truth = FakeKernel.truth(
            type: attributes?.type ?? PERF_TYPE_TRACEPOINT.rawValue,
            config: attributes.map(FakeKernel.config) ?? FakeKernel.systemCallsIdentifier)
        return abs(value - Double(truth)) <= 1e-9 * Double(truth)
    }
}

/// Answers to read(2) that no kernel should give, each of which can be recognised as false.
private enum StrangeAnswer {
    static func of(_ words: [UInt64], _ random: (Int) -> Int) -> [UInt64] {
        var words = words
        let isGroup = words.count != ReadFormat.single.words(members: 1)
        switch random(isGroup ? 8 : 3) {
        case 0: words[2] = 0  // never ran
        case 1: words[words.count - 1] ^= 1 << 40  // another event's identifier
        case 2: words = []
        case 3: words[0] += 1
        case 4: words[0] = .max
        case 5: words = [words[0] - 1] + words[1..<(words.count - 2)]  // one event is left out
        case 6: words[words.count - 1] = words[4]  // an identifier twice, unless there is only one
        default:
            // The order of the members does not matter.
            let pairs = stride(from: 3, to: words.count, by: 2).map { [words[$0], words[$0 + 1]] }
            words = Array(words[..<3]) + pairs.reversed().flatMap { $0 }
        }
        return words
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
