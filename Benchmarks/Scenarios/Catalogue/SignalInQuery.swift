import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 18. A handler of C's on the normal stack interrupts a callback that may be in the middle of a query, and
/// calls back itself.
///
/// - Set-up: a pthread calls back without pause, from its own stack or from a 64 KiB coroutine; another thread
///   sends it 300 signals, one after the other. The query on a pthread takes a lock, which the interrupted code
///   may hold.
/// - Truth: the stack that runs, throughout.
/// - Callbacks: as many as time allows, and 300 in the handler, each through the guard check.
/// - Expected: it ends. A strategy that queries in each callback waits in the handler for the lock that the
///   interrupted query holds: `hung`. `requery` does on both stacks, `accurate` on the coroutine. The runtime
///   does not know that the handler's callback is nested: one that does not restore bounds by itself would leave
///   the wrong ones behind.
/// - Real Go takes the same risk: a handler that C installed and that calls Go passes no sign of it and queries
///   like any other callback. Only `badsignal` says that it serves a signal, and that runs on threads without
///   a machine, where there is no callback to interrupt.
extension Scenario {
    static let signalInQueryOwn = signalInQuery("own-stack", isOnCoroutine: false)
    static let signalInQueryCoroutine = signalInQuery("coroutine", isOnCoroutine: true)

    private static func signalInQuery(_ variant: String, isOnCoroutine: Bool) -> Scenario {
        Scenario(
            18, "signal-in-query/\(variant)",
            "C's handler interrupts queries made \(isOnCoroutine ? "on a coroutine" : "on the thread's stack") "
                + "and calls back",
            setUp:
                "a pthread calls back in a loop\(isOnCoroutine ? " from a 64 KiB coroutine" : ""), another "
                + "sends it 300 signals whose handler calls back",
            truth: isOnCoroutine ? "the coroutine's 64 KiB" : "pthread's bounds of the own stack",
            source: "pthread_getattr_np is not async-signal-safe", looksFor: [.spuriousAbort]
        ) { (stage) throws(StagingError) in
            let own = ThreadStack.ofPthread
            stage.callback("before", on: own)
            let stack: ForeignStack
            if isOnCoroutine {
                let map = try stage.map([.nothing(4096), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
                stack = map.stacks[0]
                stage.callback("on the coroutine", on: stack, entrySP: stack.hi - 2048)
            } else {
                stack = own
            }
            let step = stage.probe("300 signals", on: stack).step
            var storm = sbs_storm(step: step, signals: 300, callbacks: 0, handled: 0, error: 0)
            if isOnCoroutine {
                stage.call(sbs_storm_callbacks, &storm, on: stack, at: stack.hi - 2048)
            } else {
                sbs_storm_callbacks(&storm)
            }
            try StagingError.check(error: storm.error, "pthread_create")
            try StagingError.check(storm.handled >= 300, "only \(storm.handled) of 300 signals were handled")
            stage.callback("after", on: own, .uses(16 * 1024))
        }
    }
}
