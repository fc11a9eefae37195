import BoundsStrategies
import CStackSupport
import CallbackRuntime
import ForeignStacks
import Glibc
import Testing

/// `procmap`, `clamp` and what `tiered` does with stacks that nobody registered, on real mappings.
@Suite("procmap, clamp, tiered", .enabled(if: kernelAnswers, "the kernel is older than 6.15"))
struct KernelStrategyTests {
    private let page = UInt(StackRegion.pageSize)
    private let window: UInt = 32 * 1024

    // MARK: procmap

    /// SP equal to the end of a stack belongs to it; equal to its start, to what is below.
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

    @Test func procmapAsksPthreadWhereNothingIsMapped() {
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
        if limit.rlim_cur < 1 << 30 { #expect(machine.bounds.hi - machine.bounds.lo == limit.rlim_cur) }
    }

    // MARK: clamp

    /// The mapping narrows the window at both ends, to the byte.
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
            #expect(machine.bounds == StackBounds(lo: lo, hi: hi), "\(sp - stack.lo)")
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

    /// Kept near an edge that the kernel named, and elsewhere while 16 KiB are left.
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

    // MARK: tiered

    @Test func tieredKnowsTheThreadsStack() {
        let sp = stackPointer()
        let machine = TestMachine(.tiered).attach(at: sp)
        #expect(machine.seen == .exact(ownStack(), queries: 2), "what the mapping is, then pthread")
        #expect(machine.state().update(at: sp).seen == .exact(ownStack(), queries: 0))
        machine.recording(StackBounds(lo: 1, hi: 2)).update(at: sp)
        #expect(machine.seen == .exact(ownStack(), queries: 0))
    }

    /// The main thread's stack, without pthread's parsing of the maps.
    @Test func tieredKnowsTheMainStack() throws {
        let onMainStack = UInt(bitPattern: CommandLine.unsafeArgv[0])
        let machine = TestMachine(.tiered).attach(at: onMainStack)
        #expect(machine.confidence == .exact)
        #expect(machine.queries == 1)
        #expect(machine.bounds.contains(onMainStack))
        #expect(machine.state().update(at: onMainStack).queries == 0)
    }

    /// Of the main stack what has grown is recorded; at its low end it is made to grow, as far as the limit lets.
    @Test func tieredGrowsTheMainStack() throws {
        let onMainStack = UInt(bitPattern: CommandLine.unsafeArgv[0])
        let machine = TestMachine(.tiered).attach(at: onMainStack)
        let before = machine.bounds
        machine.state().overflow(at: before.lo + 900)
        #expect(machine.queries == 2, "which mapping, and how far it may grow")
        #expect(machine.bounds.hi == before.hi)
        #expect(machine.bounds.lo <= before.lo - 252 * 1024, "\(before.lo - machine.bounds.lo)")
        #expect(machine.confidence == .exact)
        #expect(machine.state().update(at: before.lo - 4096).queries == 0)
        // No other stack grows.
        let own = TestMachine(.tiered).attach(at: stackPointer())
        let exact = own.bounds
        own.state().overflow(at: exact.lo + 900)
        #expect(own.bounds == exact)
    }

    /// A stack that was found is found again, until the registry changes; a handler remembers nothing.
    @Test func tieredFindsKnownStacksAgain() async {
        await #expect(processExitsWith: .success) {
            let stacks = (1...3).map { (index: UInt) in
                StackBounds(lo: index << 32, hi: index << 32 + 0x8000)
            }
            for stack in stacks { #expect(sbs_registry_set(stack.lo, stack.hi, true)) }
            let machine = TestMachine(.tiered).attach(at: stackPointer())
            for inSignal in [true, false, false] {
                for stack in stacks + stacks.reversed() {
                    machine.state(inSignal: inSignal).update(at: stack.hi - 8)
                    #expect(machine.seen == .exact(stack, queries: 0))
                    machine.state().update(at: stackPointer())
                    #expect(machine.seen == .exact(ownStack(), queries: 0))
                }
            }
            let smaller = StackBounds(lo: stacks[0].hi - 0x1000, hi: stacks[0].hi)
            #expect(sbs_registry_set(smaller.lo, smaller.hi, true))
            #expect(machine.update(at: smaller.hi - 8).bounds == smaller, "known from before, and replaced")
        }
    }

    /// Guard regions are looked for once where SP was, again where it was not, and the mapping is asked for
    /// every time.
    @Test func tieredRemembersTheFloorOfAMapping() throws {
        let region = try StackRegion(size: 64 * Int(page), placement: .anywhere)
        let stack = try region.open(offset: 0, length: 64 * Int(page))
        let inner = stack.lo + 32 * page
        try #require(madvise(UnsafeMutableRawPointer(bitPattern: inner), Int(page), 102) == 0)
        let machine = TestMachine(.tiered).attach(at: stackPointer())
        func asked(at sp: UInt) -> UInt64 {
            machine.state().update(at: stackPointer())
            return machine.state().update(at: sp).queries
        }
        #expect(asked(at: inner + 5 * page) == 2)
        #expect(machine.bounds.lo == inner + page)
        #expect(asked(at: inner + 5 * page) == 1)
        #expect(asked(at: inner + 5 * page - 8) == 2, "further down than was looked")
        #expect(asked(at: inner + 5 * page) == 2, "and further up again")
        #expect(asked(at: inner + 2 * page) == 2)
        #expect(machine.bounds.lo == inner + page)
        #expect(asked(at: inner - page) == 2, "the other side of the guard")
        #expect(machine.bounds.lo == inner - page - window)
        _ = try region.open(offset: 0, length: 64 * Int(page))
        try #require(mprotect(UnsafeMutableRawPointer(bitPattern: stack.lo), Int(page), PROT_NONE) == 0)
        #expect(asked(at: inner - page) == 2, "the mapping is another one")
    }

    @Test func tieredKnowsTheSignalStack() async {
        await #expect(processExitsWith: .success) {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)
            var own = stack_t(ss_sp: memory, ss_flags: 0, ss_size: 1 << 16)
            sigaltstack(&own, nil)
            var action = sigaction()
            action.sa_flags = SA_ONSTACK
            action.__sigaction_handler.sa_handler = { _ in
                let machine = TestMachine(.tiered).state(inSignal: true).attach(at: stackPointer())
                precondition(machine.confidence == .exact)
                precondition(machine.bounds.hi - machine.bounds.lo == 1 << 16)
                precondition(machine.queries == 1)
            }
            sigaction(SIGUSR1, &action, nil)
            raise(SIGUSR1)
        }
    }
}

/// Whether this kernel has PROCMAP_QUERY and PAGE_IS_GUARD.
private let kernelAnswers: Bool = {
    var bounds = sbs_bounds()
    var mapping = sbs_mapping()
    let here = stackPointer()
    return sbs_mapping_query_problem(sbs_query_mapping(here, &mapping)) == nil
        && sbs_guard_query_problem(sbs_query_highest_guard(here, here + 1, &bounds)) == nil
}()
