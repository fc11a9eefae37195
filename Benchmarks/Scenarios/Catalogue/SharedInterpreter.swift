import Cells
import ForeignStacks

/// 42. Two threads call into one interpreter in turn.
///
/// - Set-up: a pthread that has called back; a second one on 256 KiB below its stack.
/// - Truth: each thread's own stack.
/// - Callbacks: thread 1; thread 2, twice, 16 KiB deep; thread 1 again.
/// - Expected: all return, with bounds of the thread that calls.
/// - One pair of bounds for the interpreter is the first thread's: the second is aborted (S).
extension Scenario {
    static let sharedInterpreter = Scenario(
        42, "shared-interpreter",
        "two threads call in turn into an interpreter that one of them entered first",
        setUp: "a pthread calls back, then one on 256 KiB of memory below its stack",
        truth: "each thread's own stack",
        source: "rosmanov/pecl-eio#19, quickjs#491, rquickjs#612, grpc/grpc#39509",
        looksFor: [.spuriousAbort, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map([.nothing(4096), .stack(256 * 1024), .nothing(64 * 1024)], .below(own.lo))
        let other = map.stacks[0]
        stage.callback("thread 1", on: own)
        let probes = ["first", "second"].map {
            stage.probe("thread 2, \($0) callback", on: other, .uses(16 * 1024))
        }
        try ThreadOnStack.run(probes, on: other)
        stage.callback("thread 1 again", on: own)
    }
}
