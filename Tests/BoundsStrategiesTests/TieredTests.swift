import BoundsStrategies
import CLibrary
import CStackSupport
import CallbackRuntime
import ForeignStacks
import TestSupport
import Testing

/// What `tiered` does with stacks that nobody registered, on real mappings.
@Suite("tiered", .requires(.guardQuery))
struct TieredTests {
    private let page = UInt(StackRegion.pageSize)
    private let window: UInt = 32 * 1024

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

    /// For the main stack, what has grown is recorded; at its low end it is made to grow, as far as the limit
    /// allows.
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

    /// A mapping that the kernel makes larger is not taken for the stack; any other is, and nothing below it is
    /// touched.
    @Test(arguments: [true, false]) func tieredTriesWhetherAMappingGrows(grows: Bool) throws {
        let hi = try mapping(grows: grows)
        let machine = TestMachine(.tiered).attach(at: hi - 256)
        #expect(machine.bounds == StackBounds(lo: hi - 2 * page, hi: hi - 256))
        let sp = hi - 2 * page + 900
        machine.state().overflow(at: sp)
        #expect((sp < machine.machine.guard) == !grows)
        #expect(machine.bounds.hi == hi - 256 && machine.confidence == .estimate)
        guard grows else { return }
        #expect(machine.bounds.lo <= sp - window + page, "\(hi - machine.bounds.lo)")
        // And again, as far as the next one allows.
        let deeper = machine.bounds.lo + 900
        machine.state().overflow(at: deeper)
        #expect(deeper >= machine.machine.guard)
    }

    /// The end of two pages with free addresses below.
    private func mapping(grows: Bool) throws -> UInt {
        let free = 4 << 20
        let range = try #require(
            mmap(nil, free, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), "addresses")
        munmap(range, free)
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | (grows ? MAP_GROWSDOWN : 0)
        let size = 2 * Int(page)
        let stack = try #require(
            mmap(range + free / 2, size, PROT_READ | PROT_WRITE, flags, -1, 0), "two pages")
        return UInt(bitPattern: stack) + UInt(size)
    }

    /// What is above SP may be another stack.
    @Test func tieredRecordsNothingAboveSPOnAnUnknownStack() throws {
        let region = try StackRegion(size: 32 * Int(page), placement: .anywhere)
        let sp = try region.open(offset: 0, length: 32 * Int(page)).lo + 16 * page
        let machine = TestMachine(.tiered).attach(at: stackPointer())
        #expect(machine.state().update(at: sp).bounds.hi == sp)
        #expect(machine.state().update(at: sp).queries == 0, "the same depth again")
        #expect(machine.state().update(at: sp + 8).bounds.hi == sp + 8)
    }

    /// A stack that was found once is found again until the registry changes; a handler remembers nothing.
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

    /// Guard regions are searched for once where SP has been and again where it has not; the mapping is
    /// queried every time.
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
            raiseSignal(onStackOf: 1 << 16) { _ in
                let machine = TestMachine(.tiered).state(inSignal: true).attach(at: stackPointer())
                precondition(machine.confidence == .exact)
                precondition(machine.bounds.hi - machine.bounds.lo == 1 << 16)
                precondition(machine.queries == 1)
            }
        }
    }
}
