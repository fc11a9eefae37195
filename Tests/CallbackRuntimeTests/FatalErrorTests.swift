import CStackSupport
import CallbackRuntime
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
        let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(
            said.contains(
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
            let strategy = BoundsStrategy(
                name: "too-high", rule: "", source: "tests", attach: { _, _ in },
                update: { machine, sp in
                    machine.pointee.record(StackBounds(lo: sp - 927, hi: sp + 4096), .exact)
                })
            try CallbackRuntime.start(strategy)
            _ = machineInCallback()
        }
        let said = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
        #expect(said.contains("runtime: morestack on g0, stack [0x"))
        #expect(said.contains("fatal error: morestack on g0\n"))
    }

    /// SP equal to the guard may run: only `sp < guard` is fatal.
    @Test func guardItselfMayBeReached() async {
        await #expect(processExitsWith: .success) {
            let strategy = BoundsStrategy(
                name: "exactly", rule: "", source: "tests", attach: { _, _ in },
                update: { machine, sp in
                    machine.pointee.record(StackBounds(lo: sp - 928, hi: sp + 4096), .exact)
                })
            try CallbackRuntime.start(strategy)
            _ = machineInCallback()
        }
    }

    /// The high side is never checked: SP far above hi runs.
    @Test func aboveHiIsNotChecked() async {
        await #expect(processExitsWith: .success) {
            let strategy = BoundsStrategy(
                name: "below", rule: "", source: "tests", attach: { _, _ in },
                update: { machine, _ in
                    machine.pointee.record(StackBounds(lo: 0x1000, hi: 0x2000), .exact)
                })
            try CallbackRuntime.start(strategy)
            _ = machineInCallback()
        }
    }
}
