import BoundsStrategies
import CallbackRuntime
import Testing

@Suite("thread-slot")
struct ThreadSlotTests {
    /// The first callback makes the query, wherever it comes from.
    @Test func attachQueriesOnce() {
        let sp = stackPointer()
        #expect(TestMachine(.threadSlot).attach(at: sp).seen == .exact(ownStack(), queries: 1))
        #expect(TestMachine(.threadSlot).attach(at: 0x15_0000).seen == .window(0x15_0000, queries: 1))
        #expect(
            TestMachine(.threadSlot).state(inSignal: true).attach(at: sp).seen == .window(sp, queries: 0))
    }

    /// Around the edges of the thread's own stack, attached on it or elsewhere: there is no second query.
    @Test(arguments: [UInt32(0), 1], [false, true])
    func knowsTheThreadsStack(callsOut: UInt32, inSignal: Bool) {
        let own = ownStack()
        for first in [stackPointer(), 0x15_0000] {
            let machine = TestMachine(.threadSlot).attach(at: first)
            for (sp, isOwn) in [
                (own.lo, false), (own.lo + 1, true), (own.hi, true), (own.hi + 1, false),
                (0x15_0000, false), (own.hi, true),
            ] {
                machine.state(callsOut: callsOut, inSignal: inSignal).update(at: sp)
                #expect(machine.seen == (isOwn ? .exact(own, queries: 0) : .window(sp, queries: 0)))
            }
        }
    }

    /// An estimate is renewed even where it contains SP: 128 bytes above its low end there is no room.
    @Test func renewsEstimates() {
        let machine = TestMachine(.threadSlot).attach(at: stackPointer()).update(at: 0x15_0000)
        let low = machine.bounds.lo + 128
        #expect(machine.state().update(at: low).seen == .window(low, queries: 0))
    }
}
