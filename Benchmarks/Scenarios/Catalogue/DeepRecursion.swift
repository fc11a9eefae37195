import Cells
import ForeignStacks

/// 2. The first callback is shallow, a later one recurses deeply (golang/go#59294).
///
/// - Set-up: the main thread or a pthread with its default 8 MiB.
/// - Truth: the thread's own stack.
/// - Callbacks: one of 4 KiB, then one that uses 256 KiB, eight times the window.
/// - Expected: both return.
/// - A strategy with the window only (`uncached`) aborts the second if the body runs on C's stack. In Go it does
///   not: Go 1.19 passes this program, and the issue calls the crash a regression after 1.20. There system code
///   alone used C's stack, of which the window left too little (`--body own`: ok).
extension Scenario {
    static let deepRecursionMain = Scenario(
        2, "deep-recursion/main", "a shallow callback, then one that uses 256 KiB, on the main thread",
        setUp: "the main thread", truth: "the main thread's stack, by the kernel's rule",
        source: "golang/go#59294", looksFor: [.spuriousAbort], on: .mainThread,
        unavailability: { ThreadStack.mainThreadUnavailability }
    ) { (stage) throws(StagingError) in
        play(stage, try ThreadStack.ofMainThread())
    }

    static let deepRecursionThread = Scenario(
        2, "deep-recursion/thread", "a shallow callback, then one that uses 256 KiB, on a pthread",
        setUp: "a pthread", truth: "pthread's bounds of the own stack",
        source: "golang/go#59294", looksFor: [.spuriousAbort]
    ) { (stage) throws(StagingError) in
        play(stage, ThreadStack.ofPthread)
    }

    private static func play(_ stage: Stage, _ own: ForeignStack) {
        stage.callback("shallow callback", on: own, .uses(4096))
        stage.callback("deep callback", on: own, .uses(256 * 1024))
    }
}
