import CStackSupport
import CallbackRuntime
import TestSupport
import Testing

/// Both fatal errors, word for word.
@Suite("Fatal errors")
struct FatalErrorTests {
    @Test func stackChangedUnderTheRuntime() async throws {
        let result = await #expect(processExitsWith: .exitCode(2), observing: [\.standardErrorContent]) {
            var machine = Machine()
            machine.id = 7
            machine.procid = 4242
            machine.calls_out = 1
            machine.record(StackBounds(lo: 0x1000, hi: 0x2000), .exact)
            machine.refuseStackChange(at: 0xABCD_0000)
        }
        let errors = try #require(result).errors
        #expect(
            errors.contains(
                "M 7 procid 4242 runtime: cgocallback with sp=0xabcd0000 out of bounds [0x1000, 0x2000]\n"))
    }

    @Test func withoutCallsOutThereIsNothingToRefuse() {
        var machine = Machine()
        machine.record(StackBounds(lo: 0x1000, hi: 0x2000), .exact)
        machine.refuseStackChange(at: 0xABCD_0000)
        #expect(machine.bounds == StackBounds(lo: 0x1000, hi: 0x2000))
    }

    @Test func morestackOnG0() async throws {
        let result = await #expect(processExitsWith: .signal(6), observing: [\.standardErrorContent]) {
            // The frame 192 bytes below the entry is at Go's guard: 928 bytes above lo.
            try callback { machine, sp in
                machine.pointee.record(StackBounds(lo: sp - 192 - 928, hi: sp + 4096), .exact)
            }
        }
        let errors = try #require(result).errors
        #expect(errors.contains("runtime: morestack on g0, stack [0x"))
        #expect(errors.contains("fatal error: morestack on g0\n"))
    }

    /// One byte more, and it may run.
    @Test func aFrameAboveTheGuardMayRun() async {
        await #expect(processExitsWith: .success) {
            try callback { machine, sp in
                machine.pointee.record(StackBounds(lo: sp - 192 - 929, hi: sp + 4096), .exact)
            }
        }
    }

    /// Code of the runtime further down is compared as a frame: SP at most 928 bytes above lo is fatal.
    @Test(arguments: [true, false])
    func framesAreComparedAsTheyAre(isAbove: Bool) async {
        await #expect(processExitsWith: isAbove ? .success : .signal(6)) { [isAbove] in
            var machine = Machine()
            // The check has a frame of its own: its return address.
            let sp = UInt(sbs_stack_pointer())
            let lo = isAbove ? sp - 928 - 256 : sp - 928
            machine.record(StackBounds(lo: lo, hi: sp + 4096), .exact)
            sbs_check_stack(&machine)
        }
    }

    /// The high side is never checked: SP far above hi runs.
    @Test func aboveHiIsNotChecked() async {
        await #expect(processExitsWith: .success) {
            try callback { machine, _ in
                machine.pointee.record(StackBounds(lo: 0x1000, hi: 0x2000), .exact)
            }
        }
    }
}

/// Makes a callback with a strategy that records what an update says.
private func callback(_ update: @escaping BoundsStrategy.Update) throws {
    let strategy = BoundsStrategy(
        name: "recording", rule: "", source: "tests", attach: { _, _ in }, update: update)
    try CallbackRuntime.start(strategy)
    _ = machineInCallback()
}
