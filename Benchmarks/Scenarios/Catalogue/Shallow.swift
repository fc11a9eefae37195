import Cells
import ForeignStacks

/// 1. The plain case: a thread calls back twice from the same shallow place.
///
/// - Set-up: nothing but the thread; in `main` the process's main thread, in `thread` a pthread.
/// - Truth: the thread's own stack.
/// - Callbacks: two, 8 KiB deep through the guard check, with all of the stack left.
/// - Expected: both return, exact bounds or an estimate inside the stack.
/// - Every strategy passes. Looks for S and H in one that is fundamentally broken.
extension Scenario {
    static let shallowMain = Scenario(
        1, "shallow/main", "two shallow callbacks on the main thread",
        setUp: "the main thread, nothing else", truth: "the main thread's stack, by the kernel's rule",
        source: "control", looksFor: [.spuriousAbort, .highWrong], on: .mainThread,
        unavailability: { ThreadStack.mainThreadUnavailability }
    ) { (stage) throws(StagingError) in
        let own = try ThreadStack.ofMainThread()
        for time in ["first", "second"] { stage.callback("\(time) callback", on: own, .uses(8192)) }
    }

    static let shallowThread = Scenario(
        1, "shallow/thread", "two shallow callbacks on a pthread",
        setUp: "a pthread, nothing else", truth: "pthread's bounds of the own stack",
        source: "control", looksFor: [.spuriousAbort, .highWrong]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        for time in ["first", "second"] { stage.callback("\(time) callback", on: own, .uses(8192)) }
    }
}
