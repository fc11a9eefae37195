import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// Nested entries are counted, as in Lua.
    ///
    /// Rule: 200 callbacks within one another (`LUAI_MAXCCALLS`) are an overflow. Addresses are not looked at:
    /// no bounds, no query, any stack. Hazards: what one callback uses is not limited at all, and what 200 need
    /// depends on the C code between them; calls out that are left by longjmp stay counted until the machine is
    /// dropped (Lua sets its counter back where it catches the jump).
    public static let count = BoundsStrategy(
        name: "count",
        rule: "at most 200 callbacks within one another; addresses are not looked at",
        source: "Lua, LUAI_MAXCCALLS",
        attach: { machine, _ in machine.pointee.recordNoBounds() },
        update: { machine, sp in
            if machine.pointee.calls_out >= 200 { machine.pointee.fatalOverflow(at: sp) }
        })
}
