import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The window, narrowed by what the kernel knows.
    ///
    /// Rule: `lo` is the highest of SP - 32 KiB, the start of the mapping that holds SP, and the end of the
    /// highest guard region between the two; `hi` is the lower of SP + 1 KiB and the mapping's end. The
    /// mapping of the main thread's stack grows, so it does not raise `lo`. Confidence: estimate. The bounds
    /// are kept while SP is in them and either `lo` is an edge that the kernel reported or 16 KiB are left.
    /// After that both queries are made again, in signal handlers too. If the kernel does not answer, the
    /// window is not narrowed.
    ///
    /// Hazards: on a stack without a guard inside a larger mapping (malloc), an overflow is not noticed when
    /// less than the window is left; kept bounds outlive a stack that is freed and mapped again.
    public static let clamp = BoundsStrategy(
        name: "clamp",
        rule: "the window, narrowed by the mapping that holds SP and by guard regions in it",
        source: "new; Linux >= 6.15 for guard regions",
        restore: .nested,
        attach: { machine, sp in
            machine.pointee.recordClamped(at: sp, in: machine.pointee.queryMapping(holding: sp &- 1))
        },
        update: { machine, sp in
            if machine.pointee.keepsClamped(sp) { return }
            machine.pointee.recordClamped(at: sp, in: machine.pointee.queryMapping(holding: sp &- 1))
        })
}

extension Machine {
    /// Whether SP is in bounds, and the low bound is either far away or a real edge.
    func keepsClamped(_ sp: UInt) -> Bool {
        bounds.contains(sp) && (stamp == Machine.stampOfEdge || sp - lo >= 16 * 1024)
    }

    /// The stamp of bounds whose `lo` is an edge that the kernel reported. Never a generation of the
    /// registry.
    static var stampOfEdge: UInt64 { .max }

    /// Records the narrowed window; the stamp says whether `lo` is an edge.
    /// `mapping` is the one that holds SP; nil when there is none or the kernel does not say.
    mutating func recordClamped(at sp: UInt, in mapping: sbs_mapping?) {
        let window = StackBounds.window(around: sp)
        var bounds = window
        if let mapping {
            if !mapping.is_main_stack { bounds.lo = max(bounds.lo, mapping.start) }
            bounds.hi = min(bounds.hi, mapping.end)
            if let region = queryHighestGuard(from: bounds.lo, to: sp) {
                bounds.lo = max(bounds.lo, region.hi)
            }
        }
        record(bounds, .estimate)
        stamp = bounds.lo == window.lo ? 0 : Machine.stampOfEdge
    }
}
