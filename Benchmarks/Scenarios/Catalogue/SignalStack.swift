import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 16 and 17. A signal handler on `sigaltstack` calls back; 17 with SS_AUTODISARM, where the system disables
/// the signal stack while the handler runs.
///
/// - Set-up: a pthread with a 64 KiB signal stack below its own. `known-thread` has called back before;
///   `new-thread` has not, and borrows a machine while the handler runs.
/// - Truth: the signal stack in the handler, the thread's own stack before and after.
/// - Callbacks: (own stack,) handler, own stack. The kernel's frame of several KiB is above the handler's SP.
/// - Expected: all return. No query may be made in the handler (SP is not on the thread's stack,
///   and the calls lock and allocate).
/// - `fixed` takes the handler for an overflow, since the signal stack is below.
extension Scenario {
    static let signalStackKnown = signalStack(
        16, "signal-stack/known-thread", isKnown: true, autodisarm: false)
    static let signalStackNew = signalStack(16, "signal-stack/new-thread", isKnown: false, autodisarm: false)
    static let autodisarm = signalStack(17, "signal-stack/autodisarm", isKnown: true, autodisarm: true)

    private static func signalStack(_ number: Int, _ name: String, isKnown: Bool, autodisarm: Bool)
        -> Scenario
    {
        Scenario(
            number, name,
            "a handler on sigaltstack calls back on a thread that the runtime \(isKnown ? "knows" : "does not know")"
                + (autodisarm ? ", SS_AUTODISARM" : ""),
            setUp: "a pthread with a 64 KiB signal stack below its own stack; SIGUSR1 is raised",
            truth: "the signal stack in the handler, else pthread's bounds",
            source: "CL 527715: no query in a signal handler",
            looksFor: [.spuriousAbort, .stale]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map([.nothing(4096), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
            let stack = map.stacks[0]
            if isKnown { stage.callback("own stack, before", on: own) }
            let handler = stage.probe("in the handler", on: stack, fromSignal: true)
            try StagingError.check(
                error: sbs_probe_on_signal_stack(stack.lo, stack.hi, autodisarm, handler.pointer),
                "sigaltstack")
            try StagingError.check(handler.pointer.pointee.completed == 1, "the handler did not run")
            stage.callback("own stack, after", on: own, .uses(16 * 1024))
        }
    }
}
