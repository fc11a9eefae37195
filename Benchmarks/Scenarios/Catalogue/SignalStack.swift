import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 16 and 17. A signal handler on `sigaltstack` calls back; 17 with SS_AUTODISARM, where the system disables
/// the signal stack while the handler runs.
///
/// - Set-up: a pthread with a 64 KiB signal stack below its own. `known-thread` has called back before;
///   `new-thread` has not. Their handler is C's, which calls back like any other code of C: in Go it passes
///   `signal = false`. In `badsignal` the handler is the runtime's own, on a thread that it does not know: the
///   thread borrows a machine while the handler runs.
/// - Truth: the signal stack in the handler, the thread's own stack before and after.
/// - Callbacks: (own stack,) handler, own stack. The kernel's frame of several KiB is above the handler's SP.
/// - Expected: all return, with bounds of the stack that runs.
/// - `fixed` takes the handler for an overflow, since the signal stack is below. On a new thread it keeps the
///   window on the signal stack for good (T). Those that query do so in the handler, in vain: SP is not on the
///   thread's stack.
extension Scenario {
    static let signalStackKnown = signalStack(16, "known-thread", isKnown: true)
    static let signalStackNew = signalStack(16, "new-thread", isKnown: false)
    static let badsignal = signalStack(16, "badsignal", isKnown: false, entry: SBS_PROBE_BADSIGNAL)
    static let autodisarm = signalStack(17, "autodisarm", isKnown: true, disarms: true)

    private static func signalStack(
        _ number: Int, _ variant: String, isKnown: Bool, entry: sbs_probe_entry = SBS_PROBE_CALLBACK,
        disarms: Bool = false
    ) -> Scenario {
        let handler = entry == SBS_PROBE_BADSIGNAL ? "the runtime's handler" : "C's handler"
        return Scenario(
            number, "signal-stack/\(variant)",
            "\(handler) on sigaltstack calls back on a thread that the runtime "
                + "\(isKnown ? "knows" : "does not know")\(disarms ? ", SS_AUTODISARM" : "")",
            setUp: "a pthread with a 64 KiB signal stack below its own stack; SIGUSR1 is raised",
            truth: "the signal stack in the handler, else pthread's bounds",
            source: "CL 527715: no query where the runtime knows that it serves a signal",
            looksFor: [.spuriousAbort, .stale]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map([.nothing(4096), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
            let stack = map.stacks[0]
            if isKnown { stage.callback("own stack, before", on: own) }
            let handler = stage.probe("in the handler", on: stack, entry: entry)
            try StagingError.check(
                error: sbs_probe_on_signal_stack(stack.lo, stack.hi, disarms, handler.pointer), "sigaltstack")
            try StagingError.check(handler.pointer.pointee.completed == 1, "the handler did not run")
            stage.callback("own stack, after", on: own, .uses(16 * 1024))
        }
    }
}
