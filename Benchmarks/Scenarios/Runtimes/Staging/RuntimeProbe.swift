import CScenarioActions
import ForeignStacks

/// A callback into a real runtime that was announced, ready to be made. Its C struct has a fixed address.
final class RuntimeProbe {
    let pointer: UnsafeMutablePointer<sbs_runtime_probe>
    /// The true stack.
    let truth: ForeignStack

    init(step: UInt32, truth: ForeignStack, nanoseconds: UInt64, levels: UInt64) {
        self.truth = truth
        pointer = .allocate(capacity: 1)
        pointer.initialize(
            to: sbs_runtime_probe(
                step: step, nanoseconds: nanoseconds, levels: levels, call_out: nil, argument: nil))
    }

    deinit {
        pointer.deallocate()
    }

    /// Number of the step.
    var step: UInt32 { pointer.pointee.step }

    /// Makes the body call out to C, which makes another callback on a coroutine.
    func callsOut(to probe: RuntimeProbe, on fiber: RuntimeFiber) {
        fiber.prepare(probe)
        pointer.pointee.call_out = {
            Unmanaged<RuntimeFiber>.fromOpaque($0!).takeUnretainedValue().resume()
        }
        pointer.pointee.argument = Unmanaged.passUnretained(fiber).toOpaque()
    }
}
