import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// A budget from the outermost entry on, as in wasmtime.
    ///
    /// Rule: the outermost callback (no calls out) takes its SP as `hi` and 512 KiB (`max_wasm_stack`) below as
    /// `lo`; callbacks under a call out keep these bounds; at the end of each callback the old ones come back.
    /// No query. Confidence: estimate. Hazards: a stack with less than 512 KiB left overflows unnoticed; a
    /// callback under a call out that changed the stack is checked against the other stack's budget (wasmtime
    /// runs what may suspend on stacks of its own).
    public static let perEntry = BoundsStrategy(
        name: "per-entry",
        rule: "512 KiB below SP of the outermost entry, restored at its end; no query",
        source: "wasmtime, runtime/func.rs",
        restore: .on,
        attach: { machine, sp in machine.pointee.recordBelow(sp, bytes: 512 * 1024) },
        update: { machine, sp in
            if !machine.pointee.isCallingOut { machine.pointee.recordBelow(sp, bytes: 512 * 1024) }
        })
}
