import BoundsStrategies
import CStackSupport
import CallbackRuntime
import Testing

/// What `registry`, `mru` and `tiered` have in common, and each one's own. There is one registry per process,
/// so each test has its own addresses.
@Suite("registry, mru")
struct RegistryTests {
    private static let strategies = [BoundsStrategy.registry, .mru, .tiered]

    private func register(_ stack: StackBounds, _ present: Bool = true) {
        #expect(sbs_registry_set(stack.lo, stack.hi, present))
    }

    /// Both edges: on a stack that nothing was pushed to, SP equals hi, unless a neighbour begins there,
    /// which is then full.
    @Test(arguments: Array(strategies.enumerated()))
    func registeredStackIsExact(_ index: Int, _ strategy: BoundsStrategy) {
        let base = UInt(0x1_0000_0000) + UInt(index) * 0x100_0000
        let lower = StackBounds(lo: base + 0x1000, hi: base + 0x3000)
        let upper = StackBounds(lo: base + 0x3000, hi: base + 0x9000)
        register(lower)
        register(upper)
        let machine = TestMachine(strategy).attach(at: stackPointer())
        for callsOut: UInt32 in [0, 1] {
            for inSignal in [false, true] {
                machine.state(callsOut: callsOut, inSignal: inSignal)
                #expect(machine.update(at: lower.hi - 1).seen == .exact(lower, queries: 0))
                #expect(machine.update(at: lower.hi).seen == .exact(upper, queries: 0))
                #expect(machine.update(at: lower.lo).seen == .exact(lower, queries: 0))
                #expect(machine.update(at: lower.lo + 1).seen == .exact(lower, queries: 0))
                #expect(machine.update(at: upper.lo + 1).seen == .exact(upper, queries: 0))
                #expect(machine.update(at: upper.hi).seen == .exact(upper, queries: 0))
                #expect(machine.update(at: stackPointer()).seen == .exact(ownStack(), queries: 0))
                #expect(machine.update(at: lower.hi - 1).seen == .exact(lower, queries: 0))
            }
        }
        // Removed, and mapped again with a different size at the same top.
        register(upper, false)
        let smaller = StackBounds(lo: upper.hi - 0x1000, hi: upper.hi)
        register(smaller)
        #expect(machine.update(at: smaller.hi).seen == .exact(smaller, queries: 0))
        register(smaller, false)
        #expect(machine.update(at: lower.hi).bounds == lower)
        register(lower, false)
        #expect(machine.update(at: lower.hi).bounds != lower)
    }

    @Test(arguments: [BoundsStrategy.registry, .mru], [UInt(0x2_0000_0000), 0x2_0000_8001])
    func othersGetTheWindow(_ strategy: BoundsStrategy, sp: UInt) {
        let machine = TestMachine(strategy).attach(at: stackPointer())
        #expect(machine.state().update(at: sp).seen == .window(sp, queries: 0))
        #expect(machine.update(at: sp - 0x7000).seen == .window(sp - 0x7000, queries: 0), "renewed")
    }

    @Test(arguments: [BoundsStrategy.registry, .mru])
    func attachQueriesOnce(_ strategy: BoundsStrategy) {
        let sp = stackPointer()
        #expect(TestMachine(strategy).attach(at: sp).seen == .exact(ownStack(), queries: 1))
        #expect(TestMachine(strategy).state(inSignal: true).attach(at: sp).seen == .window(sp, queries: 0))
    }

    /// A coroutine in a frame of the thread: SP on the thread's stack does not decide which stack it is.
    @Test(arguments: strategies)
    func stackWithinTheThreadsStack(_ strategy: BoundsStrategy) async {
        let name = strategy.name
        await #expect(processExitsWith: .success) { [name = name as String] in
            let machine = TestMachine(try StrategyCatalogue.strategy(named: name)).attach(at: stackPointer())
            let carved = StackBounds(lo: stackPointer() - 0x4000, hi: stackPointer() - 0x2000)
            #expect(sbs_registry_set(carved.lo, carved.hi, true))
            #expect(machine.update(at: stackPointer()).bounds == ownStack())
            #expect(machine.update(at: carved.lo - 1).bounds == ownStack())
            #expect(machine.update(at: carved.lo).bounds == carved, "full")
            #expect(machine.update(at: carved.lo + 1).bounds == carved)
            #expect(machine.update(at: carved.hi).bounds == carved)
            #expect(machine.update(at: carved.hi + 1).bounds == ownStack())
        }
    }

    /// Six stacks in turn through four places, forwards and backwards.
    @Test func mruForgetsAndFindsAgain() {
        let stacks = (0..<6).map { (index: UInt) in
            StackBounds(lo: 0x3_0000_0000 + index * 0x1_0000, hi: 0x3_0000_8000 + index * 0x1_0000)
        }
        for stack in stacks { register(stack) }
        let machine = TestMachine(.mru).attach(at: stackPointer()).state()
        for stack in stacks + stacks.reversed() + [stacks[0], stacks[3], stacks[0], stacks[2], stacks[3]] {
            #expect(machine.update(at: stack.hi - 8).seen == .exact(stack, queries: 0))
        }
        for stack in stacks { register(stack, false) }
    }
}
