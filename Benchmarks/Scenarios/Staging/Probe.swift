import CScenarioActions

/// A callback that was announced, ready to be made. Its C struct has a fixed address.
final class Probe {
    let pointer: UnsafeMutablePointer<sbs_probe>
    let expectation: Expectation?

    init(_ probe: sbs_probe, _ expectation: Expectation?) {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: probe)
        self.expectation = expectation
    }

    deinit {
        pointer.deallocate()
    }

    /// Number of the step, for what is done after the callback.
    var step: UInt32 { pointer.pointee.step }

    /// Makes the body call out to C in its middle.
    func callsOut(
        _ function: @escaping @convention(c) (UnsafeMutableRawPointer?) -> Void,
        _ argument: UnsafeMutableRawPointer?
    ) {
        pointer.pointee.call_out = function
        pointer.pointee.argument = argument
    }
}
