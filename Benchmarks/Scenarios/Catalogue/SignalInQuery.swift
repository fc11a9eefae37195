import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 18. A handler on the normal stack interrupts a callback that may be in the middle of a query, and calls
/// back itself.
///
/// - Set-up: a pthread calls back without pause; another thread sends it 300 signals, one after the other.
///   The query on a pthread takes a lock, which the interrupted code may hold.
/// - Truth: pthread's bounds throughout.
/// - Callbacks: as many as time allows, and 300 in the handler, each through the guard check.
/// - Expected: it ends. Looks for a deadlock (`hung`) in a strategy that queries in a handler.
extension Scenario {
    static let signalInQuery = Scenario(
        18, "signal-in-query", "a handler on the normal stack interrupts queries and calls back",
        setUp: "a pthread calls back in a loop, another sends it 300 signals whose handler calls back",
        truth: "pthread's bounds of the own stack", source: "pthread_getattr_np is not async-signal-safe",
        looksFor: [.spuriousAbort]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("before", on: own)
        var storm = sbs_storm()
        try StagingError.check(error: sbs_storm_callbacks(300, &storm), "pthread_create")
        try StagingError.check(storm.handled >= 300, "only \(storm.handled) of 300 signals were handled")
        stage.callback("after", on: own, .uses(16 * 1024))
    }
}
