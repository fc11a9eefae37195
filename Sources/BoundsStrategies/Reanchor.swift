import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The embedder sets bounds around SP at each entry, as Ray does for CPython's fibers.
    ///
    /// Rule: at each entry the fiber is assumed to have used 32 KiB so far and to have 256 KiB
    /// (`kStackSize`): `hi` is 32 KiB above SP, `lo` 224 KiB below it. No query. Confidence: estimate.
    ///
    /// Hazards: a stack of another size overflows unnoticed or is cut short; a callback that comes from deep
    /// down has less than is assumed; what the embedder does not call itself keeps the old bounds.
    public static let reanchor = BoundsStrategy(
        name: "reanchor",
        rule: "256 KiB around SP at each entry, 32 KiB of it above; no query",
        source: "Ray (ray-project/ray#64772), for CPython 3.14",
        attach: recordFiber,
        update: recordFiber)

    private static let recordFiber: Update = { machine, sp in
        machine.pointee.record(StackBounds(lo: sp &- 224 * 1024, hi: sp &+ 32 * 1024), .estimate)
    }
}
