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
        call(sbs_make_probe, probe.pointer, on: probe.expectation?.truth, at: entrySP &+ entryDistance)
    }

    /// Calls C on a stack, at this SP. The program registers the stack and announces the switches.
    func call(
        _ function: @convention(c) (UnsafeMutableRawPointer?) -> Void, _ argument: UnsafeMutableRawPointer?,
        on stack: ForeignStack?, at sp: UInt
    ) {
        if let stack { tellRegistered(stack, true) }
        tellSwitching(to: stack)
        tellSwitched(to: stack)
        sbs_call_at(sp, function, argument)
        tellSwitching(to: nil)
        tellSwitched(to: nil)
    }
}
