import BoundsStrategies
import CStackSupport
import CallbackRuntime
import ForeignStacks
import TestSupport
import Testing

/// Rules that ask once, in `attach`, and differ in what they do elsewhere.
@Suite("band, give-up, suspend, vm-latched")
struct AskedOnceTests {
    private let noBounds = TestMachine.Seen(
        bounds: StackBounds(lo: 0, hi: .max), confidence: .none, queries: 0)

    // MARK: band

    /// Around both edges of the band and of the stack, attached on it or elsewhere.
    @Test(arguments: [UInt32(0), 1])
    func bandChecksTheThreadsStackAlone(callsOut: UInt32) {
        let own = ownStack()
        for first in [stackPointer(), 0x15_0000] {
            let machine = TestMachine(.band).attach(at: first)
            #expect(machine.queries == 1)
            for (sp, isChecked) in [
                (own.lo - 1, false), (own.lo, true), (own.lo + 32 * 1024, true), (own.hi, true),
                (own.hi + 1, false), (0x15_0000, false), (own.hi, true),
            ] {
                machine.state(callsOut: callsOut).update(at: sp)
                // Frees go by the low end of the thread's stack, wherever SP is.
                #expect(machine.bounds == own && machine.queries == 0)
                #expect(machine.confidence == (isChecked ? .exact : .none))
                #expect(machine.machine.guard == (isChecked ? own.lo + 32 * 1024 : 0))
            }
        }
    }

    /// What is called with SP below the guard: in the band it changes nothing, which is fatal; below it there
    /// is no check.
    @Test func aFrameMayJumpOverTheBand() {
        let own = ownStack()
        for (sp, isFatal) in [(own.lo - 1, false), (own.lo, true), (own.lo + 32 * 1024 - 1, true)] {
            let machine = TestMachine(.band).attach(at: stackPointer()).overflow(at: sp)
            #expect((sp < machine.machine.guard) == isFatal, "\(sp)")
        }
    }

    // MARK: give-up

    @Test func giveUpKeepsAFifthInReserve() throws {
        try NativeThread.run(stackBytes: 1 << 20) {
            let (own, sp) = (ownStack(), stackPointer())
            let machine = TestMachine(.giveUp).attach(at: sp)
            #expect(machine.bounds == StackBounds(lo: own.lo, hi: sp) && machine.queries == 1)
            #expect(machine.machine.guard == own.lo + (sp - own.lo) / 5)
            #expect(machine.update(at: 0x15_0000).bounds == StackBounds(lo: own.lo, hi: sp), "never renewed")
        }
    }

    @Test func giveUpKeepsAtMostOneMebibyteInReserve() throws {
        try NativeThread.run(stackBytes: 16 << 20) {
            let own = ownStack()
            #expect(TestMachine(.giveUp).attach(at: stackPointer()).machine.guard == own.lo + 1 << 20)
        }
    }

    @Test func giveUpDoesWithoutBoundsWhereTheyCannotBeRight() throws {
        try NativeThread.run(stackBytes: 1 << 20) {
            let own = ownStack()
            for sp in [own.lo, 4096] {
                let machine = TestMachine(.giveUp).attach(at: sp)
                #expect(machine.confidence == .none && machine.machine.guard == 1121)
            }
            // A thread's high end is where it calls from, on whatever stack.
            #expect(TestMachine(.giveUp).attach(at: own.hi + 4096).bounds.hi == own.hi + 4096)
            #expect(TestMachine(.giveUp).state(inSignal: true).attach(at: stackPointer()).queries == 0)
        }
    }

    // MARK: suspend

    @Test func suspendHasNoBoundsDuringCallbacks() {
        let sp = stackPointer()
        let machine = TestMachine(.suspend).attach(at: sp)
        #expect(machine.seen == .exact(ownStack(), queries: 1))
        for sp in [sp, 1, .max] { #expect(machine.state().update(at: sp).seen == noBounds) }
        #expect(BoundsStrategy.suspend.defaultRestore == .on)
    }

    // MARK: vm-latched

    @Test func vmLatchedHasTheFirstThreadsBoundsEverywhere() async {
        await #expect(processExitsWith: .success) {
            let own = ownStack()
            #expect(TestMachine(.vmLatched).attach(at: stackPointer()).seen == .exact(own, queries: 1))
            try NativeThread.run(stackBytes: 1 << 20) {
                let machine = TestMachine(.vmLatched).attach(at: stackPointer())
                #expect(machine.seen == .exact(own, queries: 0))
                #expect(machine.update(at: 0x15_0000).seen == .exact(own, queries: 0))
            }
            try CallbackRuntime.start(.vmLatched)
            #expect(TestMachine(.vmLatched).attach(at: 0x15_0000).seen == .window(0x15_0000, queries: 1))
        }
    }
}
