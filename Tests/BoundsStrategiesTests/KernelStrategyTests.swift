import BoundsStrategies
import CLibrary
import CStackSupport
import CallbackRuntime
import ForeignStacks
import TestSupport
import Testing

/// `procmap` and `clamp`, on real mappings.
@Suite("procmap, clamp", .requires(.guardQuery))
struct KernelStrategyTests {
    private let page = UInt(StackRegion.pageSize)
    private let window: UInt = 32 * 1024

    // MARK: procmap

    /// SP equal to the end of a stack belongs to it; SP equal to its start belongs to what is below.
    @Test(arguments: [UInt32(0), 1], [false, true])
    func procmapTakesTheMapping(callsOut: UInt32, inSignal: Bool) throws {
        let region = try StackRegion(size: 4 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: Int(page), length: 2 * Int(page))
        for sp in [stack.lo + 1, stack.lo + page, stack.hi] {
            let machine = TestMachine(.procmap).recording(callsOut: callsOut, inSignal: inSignal)
            machine.update(at: sp)
            #expect(machine.bounds == StackBounds(lo: stack.lo, hi: stack.hi))
            #expect(machine.confidence == .upperBound)
            #expect(machine.queries == 1)
            #expect(machine.state(inSignal: inSignal).update(at: sp).queries == 1, "every time")
        }
        #expect(TestMachine(.procmap).recording().update(at: stack.lo).bounds.hi == stack.lo)
    }

    @Test func procmapQueriesPthreadWhereNothingIsMapped() {
        let machine = TestMachine(.procmap).recording().update(at: 4096)
        #expect(machine.seen == .window(4096, queries: 2))
        #expect(
            TestMachine(.procmap).recording(inSignal: true).update(at: 4096).seen
                == .window(4096, queries: 1))
    }

    @Test func procmapKnowsHowFarTheMainStackGrows() throws {
        let onMainStack = UInt(bitPattern: CommandLine.unsafeArgv[0])
        let machine = TestMachine(.procmap).recording().update(at: onMainStack)
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_STACK.rawValue), &limit)
        #expect(machine.queries == 2)
        #expect(machine.bounds.contains(onMainStack))
        if limit.rlim_cur >= 1 << 30 { try skip("the size of the main stack is not limited: ulimit -s") }
        #expect(machine.bounds.hi - machine.bounds.lo == limit.rlim_cur)
    }

    // MARK: clamp

    /// The mapping narrows the window at both ends, to the byte; `tiered` takes nothing above SP for the stack's.
    @Test(arguments: [BoundsStrategy.clamp, .tiered], [false, true])
    func clampNarrowsTheWindow(_ strategy: BoundsStrategy, inSignal: Bool) throws {
        let region = try StackRegion(size: 34 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: Int(page), length: 32 * Int(page))
        for (sp, lo, hi) in [
            (stack.hi, stack.hi - window, stack.hi),
            (stack.hi - 1024, stack.hi - 1024 - window, stack.hi),
            (stack.hi - 1025, stack.hi - 1025 - window, stack.hi - 1),
            (stack.lo + window, stack.lo, stack.lo + window + 1024),
            (stack.lo + window - 1, stack.lo, stack.lo + window + 1023),
            (stack.lo + 1, stack.lo, stack.lo + 1025),
        ] {
            let machine = TestMachine(strategy).state(inSignal: inSignal).attach(at: stackPointer())
            machine.recording(StackBounds(lo: 1, hi: 2), .exact, inSignal: inSignal).update(at: sp)
            let high = strategy.name == "tiered" ? sp : hi
            #expect(machine.bounds == StackBounds(lo: lo, hi: high), "\(sp - stack.lo)")
            #expect(machine.confidence == .estimate)
            #expect(machine.queries == (inSignal && strategy.name == "tiered" ? 3 : 2))
        }
    }

    @Test func clampStopsAtAGuardRegion() throws {
        let region = try StackRegion(size: 32 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: 0, length: 32 * Int(page))
        let inner = stack.lo + 16 * page
        try #require(madvise(UnsafeMutableRawPointer(bitPattern: inner), Int(page), 102) == 0)
        let machine = TestMachine(.clamp).recording().update(at: inner + 4 * page)
        #expect(machine.bounds == StackBounds(lo: inner + page, hi: inner + 4 * page + 1024))
        #expect(machine.queries == 2)
    }

    /// Kept near an edge that the kernel reported, and elsewhere while 16 KiB are left.
    @Test func clampKeepsWhatItTrusts() throws {
        let region = try StackRegion(size: 64 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: Int(page), length: 62 * Int(page))
        let machine = TestMachine(.clamp).recording().update(at: stack.hi)
        let lo = stack.hi - window
        #expect(machine.state().update(at: lo + 16 * 1024).queries == 0)
        #expect(machine.state().update(at: lo + 16 * 1024 - 1).queries == 2)
        #expect(machine.state().update(at: stack.hi).queries == 2, "above hi")
        machine.state().update(at: stack.lo + page)
        #expect(machine.queries == 2)
        #expect(machine.state().update(at: stack.lo + 1).queries == 0, "lo is an edge")
        #expect(machine.state().update(at: stack.lo).queries == 2)
    }

    @Test func clampOfAnUnmappedStackIsTheWindow() {
        #expect(TestMachine(.clamp).recording().update(at: 4096 * 16).seen == .window(4096 * 16, queries: 1))
    }
}
