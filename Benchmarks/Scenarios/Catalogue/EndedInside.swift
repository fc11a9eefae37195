import CScenarioActions
import Cells
import ForeignStacks

/// 43. A thread ends in the middle of a callback: by `pthread_exit`, or cancelled by another thread, while it
/// waits or, as it allows that anywhere, while it computes.
///
/// - Set-up: a pthread that has called back; 256 KiB below its stack, on which two threads run, one after the
///   other, and then a third.
/// - Truth: each thread's own stack.
/// - Callbacks: on each of the two threads, one that returns, and one that calls out to C, where the thread ends;
///   then one from a destructor of the program's own thread-specific data, which runs after the runtime's. Then
///   one on the third thread, 16 KiB deep, and one on the first stack.
/// - Expected: all others return, with bounds of the thread that calls, and the machines are given back.
/// - A machine that is bound to its thread is dropped by the destructor of its key, and serves another thread
///   then. One that is bound to the callback alone is not (D), nor are stacks that it lent (D).
extension Scenario {
    static let endedByExit = endedInside("thread-exit", "calls pthread_exit", SBS_END_EXIT)
    static let endedByCancellation = endedInside(
        "cancelled", "is cancelled while it waits", SBS_END_CANCELLED)
    static let endedAnywhere = endedInside(
        "cancelled-anywhere", "is cancelled while it computes (PTHREAD_CANCEL_ASYNCHRONOUS)",
        SBS_END_INTERRUPTED)

    private static func endedInside(
        _ variant: String, _ what: String, _ end: sbs_thread_end
    ) -> Scenario {
        Scenario(
            43, "abandoned/\(variant)", "a thread \(what) in a callback, and its stack serves another one",
            setUp:
                "two threads on 256 KiB below a pthread's stack, each of which \(what) in a callback; then "
                + "a third one there",
            truth: "each thread's own stack", source: "the manual of pthread_exit; golang/go#63829",
            looksFor: [.spuriousAbort, .stale, .deferred]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            let map = try stage.map(
                [.nothing(4096), .stack(256 * 1024), .nothing(64 * 1024)], .below(own.lo))
            let other = map.stacks[0]
            stage.callback("own stack", on: own)
            for thread in ["thread 1", "thread 2"] {
                let first = stage.probe("\(thread)", on: other)
                let left = stage.probe("\(thread) \(what)", on: other)
                let last = stage.probe("\(thread), from a destructor", on: other)
                var ending = sbs_ending_thread(
                    lo: other.lo, hi: other.hi, end: end, first: first.pointer, left: left.pointer,
                    last: last.pointer, procid: 0)
                try StagingError.check(error: sbs_run_ending_thread(&ending), "a thread that ends")
                sbs_evidence_end(left.step)
                sbs_evidence_lost_machines(ending.procid)
            }
            let next = stage.probe("thread 3, on the same stack", on: other, .uses(16 * 1024))
            try ThreadOnStack.run([next], on: other)
            stage.callback("own stack again", on: own, .uses(16 * 1024))
        }
    }
}
