import CStackSupport
import CallbackRuntime
import Testing

/// Machines that the runtime made itself. Each test is a process: there is one runtime per process.
@Suite("Threads of the runtime's own")
struct OwnThreadTests {
    @Test(arguments: [Traits.trustsOwnMachines, .refusesOnOwnMachines])
    func boundsAreThoseOfTheThreadAndAreNeverUpdated(traits: Traits) async {
        let bits = traits.rawValue
        await #expect(processExitsWith: .success) { [bits = bits as UInt32] in
            try start(Traits(rawValue: bits))
            sbs_run_as_runtime(
                { machine, _ in
                    let own = sbs_query_thread_bounds()
                    let bounds = StackBounds(lo: own.lo, hi: own.hi)
                    precondition(machine.pointee.bounds == bounds)
                    sbs_call_out(
                        machine, { _ in precondition(machineInCallback().confidenceInBounds == .exact) }, nil)
                    precondition(machine.pointee.bounds == bounds && machine.pointee.queries == 0)
                }, nil)
            #expect(CallbackRuntime.currentMachine == nil)
            #expect(MachinePool.available == MachinePool.capacity)
            #expect(machineInCallback().confidenceInBounds == .estimate, "the next one is updated again")
        }
    }

    @Test func aStackThatChangedIsRefusedIfTheRuleSaysSo() async {
        await #expect(processExitsWith: .exitCode(2)) {
            try start(.refusesOnOwnMachines)
            sbs_run_as_runtime({ machine, _ in callBackFromElsewhere(machine) }, nil)
        }
    }

    /// Without the trait a machine is like any other.
    @Test func otherwiseItIsUpdated() async {
        await #expect(processExitsWith: .success) {
            try start([])
            sbs_run_as_runtime(
                { machine, _ in
                    sbs_call_out(
                        machine, { _ in precondition(machineInCallback().confidenceInBounds == .estimate) },
                        nil)
                }, nil)
        }
    }
}

/// The window at each update, after the refusal of Go 1.21.1's rule.
private func start(_ traits: Traits) throws {
    let update: BoundsStrategy.Update = { machine, sp in
        if !machine.pointee.bounds.contains(sp) { machine.pointee.refuseStackChange(at: sp) }
        machine.pointee.record(.window(around: sp), .estimate)
    }
    try CallbackRuntime.start(
        BoundsStrategy(
            name: "window", rule: "", source: "tests", attach: update, update: update, traits: traits))
}

/// C, called out to, calls back from memory that is not the thread's stack.
private func callBackFromElsewhere(_ machine: MachinePointer) {
    sbs_call_out(
        machine,
        { _ in
            let stack = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)
            sbs_call_at(UInt(bitPattern: stack) + 1 << 16, { _ in _ = machineInCallback() }, nil)
        }, nil)
}
