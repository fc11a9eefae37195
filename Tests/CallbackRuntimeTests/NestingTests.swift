import CStackSupport
import CallbackRuntime
import Testing

@Suite("Nesting")
struct NestingTests {
    @Test func callsOutAreCountedWhileTheyLast() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowStrategy)
            sbs_callback(
                { machine, _ in
                    precondition(machine.pointee.calls_out == 0)
                    sbs_call_out(
                        machine,
                        { _ in
                            let inner = machineInCallback()
                            precondition(inner.calls_out == 1 && inner.isCallingOut)
                        }, nil)
                    precondition(machine.pointee.calls_out == 0)
                }, nil)
        }
    }

    /// Only the outermost callback drops the machine, as in Go <= 1.20.
    @Test func innerCallbackKeepsTheOutersMachine() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowEachCallback)
            sbs_callback(
                { machine, _ in
                    let id = machine.pointee.id
                    sbs_call_out(
                        machine,
                        { id in precondition(machineInCallback().id == UInt32(UInt(bitPattern: id))) },
                        UnsafeMutableRawPointer(bitPattern: UInt(id)))
                    precondition(CallbackRuntime.currentMachine?.id == id)
                }, nil)
            #expect(CallbackRuntime.currentMachine == nil)
        }
    }
}
