import CStackSupport
import CallbackRuntime

/// A strategy that only records the window, for tests of the code around strategies.
let windowStrategy = BoundsStrategy(
    name: "window", rule: "window", source: "tests",
    attach: { machine, sp in machine.pointee.record(.window(around: sp), .estimate) },
    update: { machine, sp in machine.pointee.record(.window(around: sp), .estimate) })

/// The same with a new machine for each callback.
let windowEachCallback = BoundsStrategy(
    name: "window-each-callback", rule: "window", source: "tests", lifetime: .callback,
    attach: { machine, sp in machine.pointee.record(.window(around: sp), .estimate) },
    update: { _, _ in })

/// Makes one callback and returns the machine as its body saw it.
func machineInCallback() -> Machine {
    var seen = Machine()
    withUnsafeMutablePointer(to: &seen) { seen in
        sbs_callback(
            { machine, argument in argument!.assumingMemoryBound(to: Machine.self).pointee = machine.pointee
            },
            seen)
    }
    return seen
}
