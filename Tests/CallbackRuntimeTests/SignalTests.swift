import CLibrary
import CStackSupport
import CallbackRuntime
import TestSupport
import Testing

/// A callback from a signal handler: SP is on the signal stack. In the runtime's own no query is allowed; one of C's
/// calls back like any other code.
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

extension SignalTests {
    /// The runtime does not know that it is one: it asks in vain, and the thread keeps the machine.
    @Test func aHandlerOfCsIsLikeAnyOtherCode() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(strategyThatWouldQuery)
            raiseSignal(onStackOf: 1 << 16) { _ in seenInHandler = machineInCallback() }
            #expect(seenInHandler.serves_signal == 0)
            #expect(seenInHandler.queries == 2, "attach and update")
            #expect(seenInHandler.confidenceInBounds == .estimate)
            #expect(CallbackRuntime.currentMachine?.id == seenInHandler.id)
        }
    }
}

/// Written by a handler, once.
nonisolated(unsafe) private var seenInHandler = Machine()

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
