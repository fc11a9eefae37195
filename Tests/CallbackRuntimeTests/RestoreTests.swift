import CStackSupport
import CallbackRuntime
import TestSupport
import Testing

/// Saving and restoring bounds around callbacks, and what happens with SP outside them. Each test is a
/// process: there is one runtime per process.
@Suite("Restore and outside")
struct RestoreTests {
    /// What stays recorded after an outermost callback, and after one under a call out.
    @Test(arguments: [(Restore.off, true, true), (.on, false, false), (.nested, true, false)])
    func boundsAfterACallback(restore: Restore, outermostStays: Bool, nestedStays: Bool) async {
        let name = restore.rawValue
        await #expect(processExitsWith: .success) { [name = name as String, outermostStays, nestedStays] in
            try start { $0.restore = Restore(rawValue: name) }
            _ = machineInCallback()
            let attached = StackBounds(lo: 0x1000, hi: 0x2000)
            let after = try #require(CallbackRuntime.currentMachine)
            #expect((after.bounds != attached) == outermostStays)
            #expect((after.stamp == 7) == outermostStays, "the stamp goes with the bounds")
            let (before, afterInner) = boundsAroundNestedCallback()
            #expect((before != afterInner) == nestedStays)
        }
    }

    @Test func guardAndConfidenceAreRestoredToo() async {
        await #expect(processExitsWith: .success) {
            try start { $0.restore = .on }
            _ = machineInCallback()
            let after = try #require(CallbackRuntime.currentMachine)
            #expect(after.guard == 0x1000 + 1121)
            #expect(after.confidenceInBounds == .exact)
        }
    }

    /// A rule that keeps exact bounds has nothing to restore while SP is in them, and all the same restores them
    /// after a callback that left them.
    @Test func exactBoundsThatAreKeptAreRestoredWhenTheyWereLeft() async {
        await #expect(processExitsWith: .success) {
            let strategy = BoundsStrategy(
                name: "keeps", rule: "", source: "tests", restore: .on,
                attach: { machine, sp in
                    machine.pointee.record(StackBounds(lo: sp - 65_536, hi: sp + 65_536), .exact)
                },
                update: { machine, sp in
                    if !machine.pointee.holdsExactly(sp) {
                        machine.pointee.record(.window(around: sp), .estimate)
                    }
                }, traits: .keepsExactBounds)
            try CallbackRuntime.start(strategy)
            let own = machineInCallback().bounds
            let stack = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)
            for _ in 0..<2 {
                var seen = Machine()
                withUnsafeMutablePointer(to: &seen) { seen in
                    sbs_call_at(
                        UInt(bitPattern: stack) + 1 << 16,
                        { $0!.assumingMemoryBound(to: Machine.self).pointee = machineInCallback() }, seen)
                }
                #expect(seen.bounds != own && seen.confidenceInBounds == .estimate)
                let after = try #require(CallbackRuntime.currentMachine)
                #expect(after.bounds == own && after.confidenceInBounds == .exact)
                #expect(machineInCallback().bounds == own)
            }
        }
    }

    /// A handler that interrupts a callback is nested too.
    @Test(arguments: [(Restore.off, true), (.nested, false)])
    func boundsAfterASignal(restore: Restore, stays: Bool) async {
        let name = restore.rawValue
        await #expect(processExitsWith: .success) { [name = name as String, stays] in
            try start { $0.restore = Restore(rawValue: name) }
            _ = machineInCallback()
            let before = CallbackRuntime.currentMachine?.bounds
            sbs_callback_from_signal({ _, _ in }, nil)
            #expect((CallbackRuntime.currentMachine?.bounds != before) == stays)
        }
    }

    // MARK: outside

    @Test func abortIsTheFatalErrorOfGo1_21() async throws {
        let result = await #expect(processExitsWith: .exitCode(2), observing: [\.standardErrorContent]) {
            try start(moves: false) { $0.outside = .abort }
            _ = machineInCallback()
            _ = boundsAroundNestedCallback()
        }
        let errors = try #require(result).errors
        #expect(errors.contains("out of bounds [0x1000, 0x2000]\n"))
    }

    @Test func windowIsRecordedAndTheUpdateIsNotCalled() async {
        await #expect(processExitsWith: .success) {
            try start(moves: false) { $0.outside = .window }
            _ = machineInCallback()
            let inner = innerMachine()
            #expect(inner.hi - inner.lo == 33 * 1024)
            #expect(inner.confidenceInBounds == .estimate)
            #expect(inner.stamp == 0)
            #expect(CallbackRuntime.currentMachine?.bounds == inner.bounds, "and stays")
        }
    }

    @Test func noCheckLastsForTheCallback() async {
        await #expect(processExitsWith: .success) {
            try start(moves: false) { $0.outside = .noCheck }
            _ = machineInCallback()
            let inner = innerMachine()
            #expect(inner.bounds == StackBounds(lo: 0, hi: .max))
            #expect(inner.guard == 0)
            #expect(inner.confidenceInBounds == .none)
            #expect(CallbackRuntime.currentMachine?.bounds == StackBounds(lo: 0x1000, hi: 0x2000))
        }
    }

    /// Without calls out in progress the knob changes nothing.
    @Test(arguments: Outside.allCases)
    func outermostCallbackMayBeOutside(outside: Outside) async {
        let name = outside.rawValue
        await #expect(processExitsWith: .success) { [name = name as String] in
            try start(moves: false) { $0.outside = Outside(rawValue: name) }
            #expect(machineInCallback().bounds == StackBounds(lo: 0x1000, hi: 0x2000))
        }
    }

    // MARK: margin

    @Test func marginRaisesTheGuard() async {
        await #expect(processExitsWith: .success) {
            try start { $0.margin = 4096 }
            let machine = machineInCallback()
            #expect(machine.guard == machine.lo + 1121 + 4096)
            CallbackRuntime.dropMachine()
            #expect(machineInCallback().margin == 4096, "a machine keeps it from thread to thread")
        }
    }
}

/// Starts a strategy that attaches with [0x1000, 0x2000) and moves to a window at each update, or not.
private func start(moves: Bool = true, _ set: (inout Knobs) -> Void) throws {
    var knobs = Knobs()
    set(&knobs)
    let attach: BoundsStrategy.Update = { machine, _ in
        machine.pointee.record(StackBounds(lo: 0x1000, hi: 0x2000), .exact)
    }
    let move: BoundsStrategy.Update = { machine, sp in
        machine.pointee.record(.window(around: sp), .estimate)
        machine.pointee.stamp = 7
    }
    let strategy = BoundsStrategy(
        name: "moves", rule: "", source: "tests", attach: attach, update: moves ? move : { _, _ in })
    try CallbackRuntime.start(strategy.with(knobs))
}

/// The machine as seen by a callback while a call out is in progress.
private func innerMachine() -> Machine {
    var seen = Machine()
    withUnsafeMutablePointer(to: &seen) { seen in
        sbs_callback(
            { machine, seen in
                sbs_call_out(
                    machine,
                    { seen in seen!.assumingMemoryBound(to: Machine.self).pointee = machineInCallback() },
                    seen)
            }, seen)
    }
    return seen
}

/// The bounds recorded in a callback before and after it calls out and is called back.
private func boundsAroundNestedCallback() -> (StackBounds, StackBounds) {
    var seen = (StackBounds.unknown, StackBounds.unknown)
    withUnsafeMutablePointer(to: &seen) { seen in
        sbs_callback(
            { machine, seen in
                let seen = seen!.assumingMemoryBound(to: (StackBounds, StackBounds).self)
                seen.pointee.0 = machine.pointee.bounds
                sbs_call_out(machine, { _ in _ = machineInCallback() }, nil)
                seen.pointee.1 = machine.pointee.bounds
            }, seen)
    }
    return seen
}
