public import CStackSupport

/// The runtime that C threads call back into: a small, faithful model of Go's callback path.
public enum CallbackRuntime {
    /// The runtime could not be started.
    public struct StartError: Error, CustomStringConvertible {
        /// Why, in a few words.
        public let description: String
    }

    /// Makes every machine use a strategy. No thread may have a machine, except the calling thread, whose
    /// machine is dropped.
    public static func start(_ strategy: BoundsStrategy) throws(StartError) {
        sbs_drop_current()
        sbs_use_bounds_source(strategy.knobs.source?.abi ?? SBS_SOURCE_PTHREAD)
        var abi = strategy.abi
        if let reason = sbs_runtime_start(&abi) {
            throw StartError(description: "strategy '\(strategy.name)': \(String(cString: reason))")
        }
    }

    /// A copy of the calling thread's machine, or nil when it has none.
    public static var currentMachine: Machine? { sbs_current()?.pointee }

    /// Whether the strategy wants to know about stack switches; a program that can should announce them.
    public static var wantsNotifications: Bool { sbs_wants_notifications() }

    /// Whether the strategy wants to know about stacks that come and go.
    public static var wantsRegistrations: Bool { sbs_wants_registrations() }

    /// Gives the calling thread's machine back to the pool, as thread exit does.
    public static func dropMachine() { sbs_drop_current() }
}
