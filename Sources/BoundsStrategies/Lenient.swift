public import CallbackRuntime

extension BoundsStrategy {
    /// Bounds set once, and no check where they do not apply, as in CPython after KiCad's crashes.
    ///
    /// Rule: `attach` as `fixed` has it. A callback with SP in those bounds has them; any other has none (0
    /// to the highest address, guard 928), so that nothing can be aborted. A return to the first stack
    /// brings its bounds back without a question. Hazard: on any other stack an overflow is not noticed.
    public static let lenient = BoundsStrategy(
        name: "lenient",
        rule: "bounds set once in needMachine; SP outside of them: no check",
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
                machine.pointee.record(StackBounds(lo: 0, hi: .max), .none)
            }
        })

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
