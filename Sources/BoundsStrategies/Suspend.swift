import CStackSupport
public import CallbackRuntime

extension BoundsStrategy {
    /// The binding switches the limit off during a callback, as gRPC for PHP does.
    ///
    /// Rule: `attach` as in `fixed`. Each callback, from any stack, has no bounds; at its end the old ones come
    /// back, for whatever the runtime does by itself. Hazard: no overflow in a callback is noticed.
    public static let suspend = BoundsStrategy(
        name: "suspend",
        rule: "bounds set once in needMachine, and no check during callbacks",
        source: "gRPC for PHP 1.80 (grpc/grpc#39509)",
        restore: .on,
        attach: { machine, sp in machine.pointee.recordWindowOrQuery(at: sp) },
        update: { machine, _ in machine.pointee.recordNoBounds() },
        traits: .asksForOwnStack)
}
