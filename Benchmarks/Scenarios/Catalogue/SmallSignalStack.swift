import CLibrary
import CScenarioActions
import Cells
import ForeignStacks

/// 45. A handler on a small signal stack.
///
/// - Set-up: a pthread that has called back; a signal stack below its own, with a guard page. `smallest`: of
///   `_SC_SIGSTKSZ`, rounded up to pages: four times the kernel's frame, which holds the vector registers. `32k`:
///   32 KiB, which many programs give it.
/// - Truth: the signal stack.
/// - Callbacks: own stack; in C's handler, one that overflows.
/// - Expected: caught before L.
/// - The 32 KiB of a window do not fit below the kernel's frame (U); those who keep the thread's own bounds abort
///   with room left (S).
extension Scenario {
    static let smallestSignalStack = smallSignalStack(
        "smallest", "the smallest recommended signal stack", bytes: nil)
    static let signalStack32k = smallSignalStack("32k", "a signal stack of 32 KiB", bytes: 32 * 1024)

    private static func smallSignalStack(_ variant: String, _ which: String, bytes: Int?) -> Scenario {
        Scenario(
            45, "signal-stack/\(variant)", "a handler on \(which) overflows",
            setUp: "a pthread with \(which) below its own stack; SIGUSR1 is raised",
            truth: "the signal stack", source: "ocaml-multicore/oxcaml#3986 (AMX frames)",
            looksFor: [.lowTooLow, .spuriousAbort]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let page = StackRegion.pageSize
            let size = ((bytes ?? sysconf(Int32(_SC_SIGSTKSZ))) + page - 1) / page * page
            let gap = StackMap.Part.nothing(64 * 1024)
            let map = try stage.map([gap, .stack(size), gap], .below(own.lo))
            let stack = map.stacks[0]
            stage.callback("own stack", on: own)
            let handler = stage.probe("overflow in the handler", on: stack, .overflows)
            try StagingError.check(
                error: sbs_probe_on_signal_stack(stack.lo, stack.hi, false, handler.pointer), "sigaltstack")
        }
    }
}
