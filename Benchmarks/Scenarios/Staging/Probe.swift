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

    /// Makes the body do so many pieces of work that can be put off.
    func releases(_ pieces: UInt32) { pointer.pointee.releases = pieces }

    /// Makes the body call out to C in its middle.
    func callsOut(
        _ function: @escaping @convention(c) (UnsafeMutableRawPointer?) -> Void,
        _ argument: UnsafeMutableRawPointer?
    ) {
        pointer.pointee.call_out = function
        pointer.pointee.argument = argument
    }
}

/// Callbacks that C makes one after the other, as the argument of a function of C.
final class ProbeList {
    private let list: UnsafeMutablePointer<UnsafeMutableRawPointer?>

    init(_ probes: [Probe]) {
        // A null pointer after the last probe ends the list.
        list = .allocate(capacity: probes.count + 1)
        for (index, probe) in probes.enumerated() { list[index] = UnsafeMutableRawPointer(probe.pointer) }
        list[probes.count] = nil
    }

    deinit {
        list.deallocate()
    }

    /// The argument of `make`.
    var argument: UnsafeMutableRawPointer { UnsafeMutableRawPointer(list) }

    /// Makes the callbacks of a list.
    static let make: @convention(c) (UnsafeMutableRawPointer?) -> Void = { argument in
        var next = argument!.assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
        while let probe = next.pointee {
            sbs_make_probe(probe)
            next += 1
        }
    }
}
