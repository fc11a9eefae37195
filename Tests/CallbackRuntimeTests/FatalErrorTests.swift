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
            // SP is just below the guard: 927 bytes above lo.
            try callback { machine, sp in
                machine.pointee.record(StackBounds(lo: sp - 927, hi: sp + 4096), .exact)
            }
        }
        let errors = try #require(result).errors
        #expect(errors.contains("runtime: morestack on g0, stack [0x"))
        #expect(errors.contains("fatal error: morestack on g0\n"))
    }

    /// SP equal to the guard may run: only `sp < guard` is fatal.
    @Test func guardItselfMayBeReached() async {
        await #expect(processExitsWith: .success) {
            try callback { machine, sp in
                machine.pointee.record(StackBounds(lo: sp - 928, hi: sp + 4096), .exact)
            }
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
