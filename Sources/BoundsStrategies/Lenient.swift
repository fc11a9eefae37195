public import CallbackRuntime

extension BoundsStrategy {
    /// Bounds set once, and no check outside them, as in CPython after KiCad's crashes.
    ///
    /// Rule: `attach` as in `fixed`. A callback with SP in those bounds uses them; any other has no bounds (0
    /// to the highest address, guard 1121), so nothing can be aborted. Returning to the first stack brings its
    /// bounds back without a query. Hazard: on any other stack an overflow is not noticed.
    public static let lenient = BoundsStrategy(
        name: "lenient",
        rule: "bounds set once in needMachine; no check when SP is outside them",
        source: "CPython gh-141711",
        stateSize: MemoryLayout<Recorded>.size,
        attach: { machine, sp in
            machine.pointee.recordWindowOrQuery(at: sp)
            machine.pointee.state(of: Recorded.self).pointee = Recorded(machine.pointee)
        },
        update: { machine, sp in
            let first = machine.pointee.state(of: Recorded.self).pointee
            if first.bounds.contains(sp) {
                if machine.pointee.bounds != first.bounds {
                    machine.pointee.record(first.bounds, first.confidence)
                }
            } else {
                machine.pointee.recordNoBounds()
            }
        },
        traits: .asksForOwnStack)

    /// What `attach` found.
    private struct Recorded: BitwiseCopyable {
        var bounds: StackBounds
        var confidence: Confidence

        init(_ machine: Machine) {
            bounds = machine.bounds
            confidence = machine.confidenceInBounds
        }
    }
}
