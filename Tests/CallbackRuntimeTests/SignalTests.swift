import CLibrary
import CStackSupport
import CallbackRuntime
import TestSupport
import Testing

/// A callback from a signal handler: SP is on the signal stack, and no query is allowed.
@Suite("Signals")
struct SignalTests {
    @Test func threadWithoutMachineBorrowsOneForTheHandler() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(strategyThatWouldQuery)
            raiseWithHandler()
            #expect(CallbackRuntime.currentMachine == nil)
            #expect(MachinePool.available == MachinePool.capacity)
            #expect(sbs_queries_so_far() == 0, "no query in a handler")
        }
    }

    @Test func threadWithMachineUsesItAndKeepsIt() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(strategyThatWouldQuery)
            let before = machineInCallback()
            raiseWithHandler()
            let after = CallbackRuntime.currentMachine
            #expect(after?.id == before.id)
            #expect(after?.serves_signal == 0)
            #expect(after?.queries == before.queries, "no query in a handler")
        }
    }
}

/// The window, then a query unless in a handler.
private let strategyThatWouldQuery = BoundsStrategy(
    name: "would-query", rule: "", source: "tests",
    attach: { machine, sp in machine.pointee.recordWindowOrQuery(at: sp) },
    update: { machine, sp in machine.pointee.recordWindowOrQuery(at: sp) })

private func raiseWithHandler() {
    raiseSignal(onStackOf: 1 << 16) { _ in
        sbs_callback_from_signal(
            { machine, _ in
                precondition(machine.pointee.isServingSignal)
                precondition(machine.pointee.confidenceInBounds == .estimate)
                precondition(machine.pointee.bounds.contains(stackPointerHere()))
            }, nil)
    }
}

/// The stack pointer, near enough: of this function's frame.
private func stackPointerHere() -> UInt { UInt(sbs_stack_pointer()) }
