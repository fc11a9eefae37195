import CScenarioActions
import CStackSupport
import CallbackRuntime
import ForeignStacks

extension Stage {
    /// Announces and makes a callback on a foreign stack, so that the entry sees exactly this SP.
    func callback(
        _ what: String, on truth: ForeignStack, _ action: Action = .uses(2048), entrySP: UInt
    ) {
        make(probe(what, on: truth, action), entrySP: entrySP)
    }

    /// Makes a callback on a foreign stack, so that the entry sees exactly this SP. The program cooperates as
    /// with a `Fiber`: the stack is registered, and stays registered.
    func make(_ probe: Probe, entrySP: UInt) {
        if let truth = probe.expectation?.truth { tellRegistered(truth, true) }
        tellSwitching(to: probe.expectation?.truth)
        tellSwitched(to: probe.expectation?.truth)
        sbs_call_at(entrySP &+ entryDistance, sbs_make_probe, probe.pointer)
        tellSwitching(to: nil)
        tellSwitched(to: nil)
    }
}
