import CLibrary
import Cells
import ForeignStacks

/// 39. Threads with small stacks: 128 KiB is what musl gives by default, 80 KiB what it gave before 1.1.21.
///
/// - Set-up: a pthread of that size (`pthread_attr_setstacksize`).
/// - Truth: pthread's bounds.
/// - Callbacks: one that uses 16 KiB, and one that overflows.
/// - Expected: the first returns, the second is caught before L.
/// - Guesses of a fixed size below SP are too low (U); reserves that suit 8 MiB leave no room (S).
extension Scenario {
    static let smallThread80k = smallThread(80)
    static let smallThread128k = smallThread(128)

    private static func smallThread(_ kibibytes: Int) -> Scenario {
        Scenario(
            39, "small-thread/\(kibibytes)k", "a pthread with a stack of \(kibibytes) KiB overflows",
            setUp: "pthread_attr_setstacksize with \(kibibytes) KiB", truth: "pthread's bounds",
            source: "python/cpython#131338, #148260 (musl)", looksFor: [.lowTooLow, .spuriousAbort]
        ) { (stage) throws(StagingError) in
            try NativeThread.runStaged(stackBytes: kibibytes * 1024) {
                let own = ThreadStack.ofPthread
                stage.callback("16 KiB of the thread's stack", on: own, .uses(16 * 1024))
                stage.callback("overflow", on: own, .overflows)
            }
        }
    }
}
