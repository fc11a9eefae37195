import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// Everything is measured from the thread's first SP, as in V8 unless the embedder says otherwise.
    ///
    /// Rule: the first SP of the thread is the base; the low end is 984 KiB (`--stack-size`) below it. Never
    /// renewed, no query. Confidence: estimate. Hazards: a stack with less than 984 KiB left overflows
    /// unnoticed; a coroutine further below is aborted, and on one above nothing is noticed; a thread whose
    /// first callback comes from deep down believes that it has more than it has.
    public static let anchor = BoundsStrategy(
        name: "anchor",
        rule: "984 KiB below the thread's first SP, never renewed",
        source: "V8 (isolates without SetStackLimit), Lean 4",
        attach: { machine, sp in machine.pointee.recordBelow(sp, bytes: 984 * 1024) },
        update: { _, _ in })
}
