import CLibrary
import CStackSupport
import CallbackRuntime
import ForeignStacks
import TestSupport
import Testing

/// Callbacks that a strategy moves to its own stack. Each test is a process: there is one runtime per
/// process.
@Suite("Moved callbacks")
struct MovedCallbackTests {
    @Test func bodyRunsOnTheOwnedStackAndCallsOutOnCs() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(moving)
            sbs_callback(
                { machine, _ in
                    let own = sbs_query_thread_bounds()
                    precondition(sbs_owned_stack_holding(sbs_stack_pointer()).hi == machine.pointee.hi)
                    precondition(sbs_callers_sp(machine) > own.lo && sbs_callers_sp(machine) <= own.hi)
                    sbs_call_out(
                        machine,
                        { _ in precondition(sbs_owned_stack_holding(sbs_stack_pointer()).hi == 0) }, nil)
                    precondition(machine.pointee.bounds.contains(sbs_stack_pointer()))
                }, nil)
            #expect(sbs_owned_stacks_in_use() == 0)
        }
    }

    /// Eight deep, each on its own stack, and each with its own bounds restored after the inner ones.
    @Test func nestedCallbacksHaveStacksOfTheirOwn() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(moving)
            nest(8)
            #expect(sbs_owned_stacks_in_use() == 0)
        }
    }

    /// Suspended in the order A, B, and ended in the order A, B.
    @Test func suspendedCallbacksEndInAnyOrder() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(moving)
            let region = try StackRegion(size: 1 << 18, placement: .anywhere)
            var coroutines: [OpaquePointer] = []
            for index in 0..<2 {
                let stack = try region.open(offset: index << 17, length: 1 << 17)
                let coroutine = sbs_coroutine_create(
                    SBS_SWITCH_UCONTEXT, UnsafeMutableRawPointer(bitPattern: stack.lo)!, stack.size,
                    { coroutine, _ in
                        sbs_callback(suspendingBody, UnsafeMutableRawPointer(coroutine))
                        while true { sbs_coroutine_yield(coroutine) }
                    }, nil)
                coroutines.append(try #require(coroutine))
            }
            for coroutine in coroutines { sbs_coroutine_resume(coroutine) }
            #expect(sbs_owned_stacks_in_use() == 2)
            for coroutine in coroutines { sbs_coroutine_resume(coroutine) }
            #expect(sbs_owned_stacks_in_use() == 0)
            #expect(CallbackRuntime.currentMachine?.calls_out == 0)
        }
    }

    @Test func handlersCallBackToo() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(moving)
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { _ in
                sbs_callback_from_signal(
                    { machine, _ in
                        precondition(machine.pointee.bounds.contains(sbs_stack_pointer()))
                        precondition(sbs_owned_stack_holding(sbs_stack_pointer()).hi != 0)
                    }, nil)
            }
            sigaction(SIGUSR1, &action, nil)
            raise(SIGUSR1)
            sbs_callback(
                { machine, _ in
                    raise(SIGUSR1)
                    precondition(machine.pointee.bounds.contains(sbs_stack_pointer()))
                }, nil)
            #expect(sbs_owned_stacks_in_use() == 0)
        }
    }

    @Test func enterAndLeaveGoTogether() async {
        await #expect(processExitsWith: .success) {
            let half = BoundsStrategy(
                name: "half", rule: "", source: "tests", attach: { _, _ in }, update: { _, _ in },
                enter: { _, _ in 0 })
            #expect(throws: CallbackRuntime.StartError.self) { try CallbackRuntime.start(half) }
        }
    }

    /// `enter` that answers 0 leaves the callback where it is.
    @Test func mayStayWhereItIs() async {
        await #expect(processExitsWith: .success) {
            let staying = BoundsStrategy(
                name: "staying", rule: "", source: "tests", attach: { _, _ in },
                update: { machine, sp in machine.pointee.record(.window(around: sp), .estimate) },
                enter: { _, _ in 0 }, leave: { _, _ in })
            try CallbackRuntime.start(staying)
            sbs_callback(
                { machine, _ in
                    precondition(machine.pointee.bounds.contains(sbs_stack_pointer()))
                    sbs_call_out(machine, { _ in _ = machineInCallback() }, nil)
                    precondition(machine.pointee.bounds.contains(sbs_stack_pointer()))
                }, nil)
        }
    }

    // MARK: overflow check

    /// SP below the guard is fatal unless the strategy finds more stack; it searches on another stack.
    @Test func overflowCheckMayFindMoreStack() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(lookingAgain(finds: true))
            let machine = machineInCallback()
            #expect(machine.confidenceInBounds == .exact)
            #expect(machine.queries == 1, "looked once")
        }
    }

    @Test func overflowCheckThatFindsNothingIsMorestack() async throws {
        let ended = await #expect(processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]) {
            try CallbackRuntime.start(lookingAgain(finds: false))
            _ = machineInCallback()
        }
        let errors = try #require(ended).errors
        #expect(errors.contains("fatal error: morestack on g0\n"))
    }
}

/// Takes an owned stack for each callback.
private let moving = BoundsStrategy(
    name: "moving", rule: "", source: "tests", restore: .nested, attach: { _, _ in }, update: { _, _ in },
    enter: { machine, _ in
        let stack = sbs_owned_stack_take()
        machine.pointee.record(StackBounds(lo: stack.lo, hi: stack.hi), .exact)
        return stack.hi
    },
    leave: { _, runSP in sbs_owned_stack_put(runSP) })

/// Records no room at all, and finds some when it checks again, or not.
private func lookingAgain(finds: Bool) -> BoundsStrategy {
    BoundsStrategy(
        name: "looking", rule: "", source: "tests", attach: { _, _ in },
        update: { machine, sp in machine.pointee.record(StackBounds(lo: sp &- 8, hi: sp), .estimate) },
        overflow: finds ? findsMore : findsNothing)
}

private let findsMore: BoundsStrategy.Update = { machine, sp in
    // On another stack, where there is room for a query.
    precondition(sbs_stack_pointer() > sp + 4096 || sbs_stack_pointer() < sp &- 1 << 20)
    machine.pointee.queries += 1
    machine.pointee.record(StackBounds(lo: sp &- 1 << 16, hi: sp &+ 1024), .exact)
}

private let findsNothing: BoundsStrategy.Update = { machine, _ in machine.pointee.queries += 1 }

private let suspendingBody: sbs_body = { machine, coroutine in
    let own = machine.pointee.bounds
    precondition(own.contains(sbs_stack_pointer()))
    sbs_call_out(machine, { sbs_coroutine_yield(OpaquePointer($0!)) }, coroutine)
    precondition(machine.pointee.bounds == own)
    precondition(own.contains(sbs_stack_pointer()))
}

/// A callback that calls out to C, which calls back, `depth` times.
private func nest(_ depth: UInt32) {
    sbs_callback(
        { machine, remaining in
            let own = machine.pointee.bounds
            let remaining = UInt32(UInt(bitPattern: remaining))
            precondition(sbs_owned_stack_holding(sbs_stack_pointer()).hi == own.hi)
            precondition(sbs_owned_stacks_in_use() == machine.pointee.calls_out + 1)
            if remaining > 1 {
                sbs_call_out(
                    machine, { nest(UInt32(UInt(bitPattern: $0)) - 1) },
                    UnsafeMutableRawPointer(bitPattern: UInt(remaining)))
            }
            precondition(machine.pointee.bounds == own)
        }, UnsafeMutableRawPointer(bitPattern: UInt(depth)))
}
