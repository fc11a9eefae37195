import BoundsStrategies
import CallbackRuntime
import TestSupport
import Testing

/// `notify` and its handshake variant.
@Suite("notify")
struct NotifyTests {
    @Test(arguments: [BoundsStrategy.notify, .notifyHandshake])
    func attachQueriesOnce(_ strategy: BoundsStrategy) {
        let sp = stackPointer()
        #expect(TestMachine(strategy).attach(at: sp).seen == .exact(ownStack(), queries: 1))
        #expect(TestMachine(strategy).attach(at: 0x15_0000).seen == .window(0x15_0000, queries: 1))
        #expect(
            TestMachine(strategy).state(inSignal: true).attach(at: sp).seen == .window(sp, queries: 0))
    }

    @Test(
        arguments: [BoundsStrategy.notify, .notifyHandshake],
        [UInt(0x0FFF), 0x10_0000, 0x20_0000, 0x20_0001])
    func updateLooksAtNothing(_ strategy: BoundsStrategy, sp: UInt) {
        for callsOut: UInt32 in [0, 1] {
            let machine = TestMachine(strategy).recording(callsOut: callsOut).update(at: sp)
            #expect(machine.seen == .exact(TestMachine.old, queries: 0))
        }
    }

    @Test func switchedRecordsTheGivenBounds() {
        let machine = TestMachine(.notify).attach(at: stackPointer()).state()
        #expect(
            machine.switched(0x1000, 0x2000).seen == .exact(StackBounds(lo: 0x1000, hi: 0x2000), queries: 0))
        #expect(machine.switched(0, 0x3000).bounds == StackBounds(lo: 0, hi: 0x3000))
        #expect(machine.switched(0, 0).seen == .exact(ownStack(), queries: 0))
    }

    /// A machine that was attached in a handler does not know its thread's stack.
    @Test func returningToAnUnknownStackDisablesTheCheck() {
        let machine = TestMachine(.notify).state(inSignal: true).attach(at: stackPointer()).switched(0, 0)
        #expect(machine.bounds == StackBounds(lo: 0, hi: .max))
        #expect(machine.confidence == .none)
    }

    // MARK: handshake

    @Test func boundsChangeAfterBothNotifications() {
        let machine = TestMachine(.notifyHandshake).attach(at: stackPointer()).state()
        #expect(machine.switching(0x1000, 0x2000).bounds == ownStack())
        #expect(machine.switched(0x1000, 0x2000).bounds == StackBounds(lo: 0x1000, hi: 0x2000))
        #expect(machine.update(at: 0x1800).queries == 0)
        #expect(machine.switching(0, 0).switched(0, 0).bounds == ownStack())
    }

    @Test func mismatchedNotificationsAreFatal() async {
        await #expect(processExitsWith: .signal(6)) {
            TestMachine(.notifyHandshake).switched(0x1000, 0x2000)
        }
        await #expect(processExitsWith: .signal(6)) {
            TestMachine(.notifyHandshake).switching(0x1000, 0x2000).switching(0x1000, 0x2000)
        }
        await #expect(processExitsWith: .signal(6)) {
            TestMachine(.notifyHandshake).switching(0x1000, 0x2000).switched(0x1000, 0x3000)
        }
    }

    @Test func aCallbackInBetweenIsFatal() async throws {
        let ended = await #expect(processExitsWith: .signal(6), observing: [\.standardErrorContent]) {
            TestMachine(.notifyHandshake).switching(0x1000, 0x2000).update(at: 0x1800)
        }
        let errors = try #require(ended).errors
        #expect(errors.contains("M 0 fatal error: stack switch: a callback between start and finish\n"))
    }
}
