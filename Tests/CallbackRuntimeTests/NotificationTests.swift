import CStackSupport
import CallbackRuntime
import Testing

/// What the program says about its stacks reaches the strategy, with the machine's own state.
@Suite("Notifications")
struct NotificationTests {
    @Test func reachTheMachineOfTheThread() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(listening)
            #expect(CallbackRuntime.wantsNotifications)
            #expect(!CallbackRuntime.wantsRegistrations)
            sbs_notify_switched(1, 2)  // no machine yet: nobody to tell
            #expect(machineInCallback().state!.load(as: Heard.self) == Heard())
            sbs_notify_switching(0x1000, 0x2000)
            sbs_notify_switched(0x1000, 0x3000)
            let state = try #require(CallbackRuntime.currentMachine?.state)
            #expect(state.load(as: Heard.self) == Heard(switching: 0x2000, switched: 0x3000))
            CallbackRuntime.dropMachine()
            #expect(machineInCallback().state!.load(as: Heard.self) == Heard(), "zeroed between threads")
        }
    }

    @Test func areIgnoredByAStrategyThatHasNoneOfTheFunctions() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowStrategy)
            #expect(!CallbackRuntime.wantsNotifications)
            _ = machineInCallback()
            let before = CallbackRuntime.currentMachine?.bounds
            sbs_notify_switching(1, 2)
            sbs_notify_switched(1, 2)
            sbs_register_stack(1, 2, true)
            #expect(CallbackRuntime.currentMachine?.bounds == before)
            #expect(CallbackRuntime.currentMachine?.state == nil)
        }
    }

    @Test func registrationsNeedNoMachine() async {
        await #expect(processExitsWith: .exitCode(42)) {
            let strategy = BoundsStrategy(
                name: "registered", rule: "", source: "tests", attach: { _, _ in }, update: { _, _ in },
                registered: { lo, hi, present in if lo == 1, hi == 2, present { exitOfTests(42) } })
            try CallbackRuntime.start(strategy)
            #expect(CallbackRuntime.wantsRegistrations)
            sbs_register_stack(1, 2, true)
        }
    }
}

private struct Heard: Equatable {
    var switching: UInt = 0
    var switched: UInt = 0
}

private let listening = BoundsStrategy(
    name: "listening", rule: "", source: "tests", stateSize: MemoryLayout<Heard>.size,
    attach: { machine, sp in machine.pointee.record(.window(around: sp), .estimate) },
    update: { _, _ in },
    switching: { machine, _, hi in
        machine.pointee.state!.assumingMemoryBound(to: Heard.self).pointee.switching = hi
    },
    switched: { machine, _, hi in
        machine.pointee.state!.assumingMemoryBound(to: Heard.self).pointee.switched = hi
    })
