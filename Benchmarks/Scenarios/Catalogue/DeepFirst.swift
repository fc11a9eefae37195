import Cells
import ForeignStacks

/// 3. The first callback comes from deep down in C, the next from the top.
///
/// - Set-up: a pthread.
/// - Truth: the thread's own stack.
/// - Callbacks: one below 256 KiB of C frames, then one without them; 16 KiB each.
/// - Expected: both return, and the bounds of the second contain SP.
/// - Looks for T: a window that is set on the first callback and kept is entirely below the second.
extension Scenario {
    static let deepFirst = Scenario(
        3, "deep-first", "the first callback below 256 KiB of C frames, the second above them",
        setUp: "a pthread; 256 KiB of C frames above the first callback only",
        truth: "pthread's bounds of the own stack", source: "golang/go#59294, the other way round",
        looksFor: [.stale, .spuriousAbort]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("deep callback", on: own, .uses(16 * 1024), depth: 256 * 1024)
        stage.callback("shallow callback", on: own, .uses(16 * 1024))
    }
}
