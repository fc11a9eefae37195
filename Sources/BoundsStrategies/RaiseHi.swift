import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// Only the high end is known, and only raised, as in Nim's collector.
    ///
    /// Rule: the high end is the highest SP that the thread ever called from; a collector scans from SP to it.
    /// Nobody asks for the low end, and nothing is checked. No query. Confidence: none, as far as the low end
    /// goes: an overflow shows when it happens.
    ///
    /// Hazards: no overflow is ever noticed; from a coroutine below the highest one, scanning runs over
    /// whatever lies between, which may not be mapped.
    public static let raiseHi = BoundsStrategy(
        name: "raise-hi",
        rule: "the highest SP so far is the high end; no low end, no check",
        source: "Nim, gc_common.nim (nimGC_setStackBottom)",
        attach: { machine, sp in machine.pointee.record(StackBounds(lo: 0, hi: sp), .none) },
        update: { machine, sp in
            if sp > machine.pointee.hi { machine.pointee.hi = sp }
        })
}
