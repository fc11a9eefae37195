import CallbackRuntime
import Cells
import ForeignStacks

extension Judge {
    /// With more room than this at the entry, an abort is not at the end of the stack: the guard of exact bounds
    /// is one byte above.
    private static let leastRoom = Machine.guardDistance - 1

    /// Scores the callback in which the process died. Returns why the death cannot be judged, if so.
    mutating func scoreDeath() -> String? {
        // Raised when the program notifies, between callbacks, or in the next callback.
        if ending == .signal(Signals.abort), FatalError.mispairedSwitch.isNamed(in: standardError),
            let step = evidence.running ?? evidence.steps.last
        {
            add(.spuriousAbort, step, "aborted after it (switches notified in the wrong order)")
            return nil
        }
        guard let step = evidence.running else {
            return "ended by \(ending) outside of a callback: \(standardError.onOneLine)"
        }
        switch (ending, message) {
        case (.signal(Signals.segmentationFault), _), (.signal(Signals.busError), _):
            return scoreMemoryFault(in: step)
        case (.exit(2), .outOfBounds(let sp, let lo, let hi)?):
            let isOnStack = step.truth.contains(sp.value)
            if step.expectation.isRefusalPrescribed && isOnStack && areOld(Bounds(lo: lo, hi: hi)) {
                endedAsPrescribed = true
                return nil
            }
            return scoreAbort(in: step)
        case (.signal(Signals.abort), .morestack?), (.signal(Signals.abort), .stackOverflow?):
            return scoreAbort(in: step)
        default:
            return "ended by \(ending) in \(place): \(standardError.onOneLine)"
        }
    }

    private struct Bounds: Equatable {
        let lo: Address
        let hi: Address
    }

    /// Whether the message names bounds that an earlier callback recorded, as Go 1.21.1's rule prescribes.
    private func areOld(_ bounds: Bounds) -> Bool {
        evidence.steps.flatMap(\.seen).contains { Bounds(lo: $0.lo, hi: $0.hi) == bounds }
    }

    private mutating func scoreAbort(in step: Evidence.Step) -> String? {
        guard let message else { return "ended by \(ending) in \(place)" }
        let truth = step.truth
        let sp = message.sp.value
        switch step.expectation.outcome {
        case .noticed: return nil
        case .healthy:
            let room = sp > truth.lo ? sp - truth.lo : 0
            add(.spuriousAbort, step, "\(name(of: message)) with \(room) bytes of room at sp=\(message.sp)")
        case .caught:
            // In guard pages nothing was overwritten.
            if case .stackOverflow(let address, _, _, _) = message, isJustBelow(truth, address) { return nil }
            if sp < truth.lo {
                add(.lowTooLow, step, "caught only \(truth.lo - sp) bytes below L")
            } else if (step.seen.isEmpty || step.expectation.reach != nil) && sp - truth.lo > Judge.leastRoom
            {
                let place = step.seen.isEmpty ? " at entry" : ""
                add(.spuriousAbort, step, "\(name(of: message))\(place) with \(sp - truth.lo) bytes of room")
            }
        }
        return nil
    }

    private mutating func scoreMemoryFault(in step: Evidence.Step) -> String? {
        guard let address = evidence.faultAddress else {
            return "memory fault at an unknown address in \(place)"
        }
        guard step.expectation.outcome == .caught, isJustBelow(step.truth, address) else {
            return "memory fault at \(address) in \(place)"
        }
        add(.lowTooLow, step, "ran past L into the guard at \(address)")
        return nil
    }

    /// Whether an address is in what lies below a stack, where guards are.
    private func isJustBelow(_ stack: ForeignStack, _ address: Address) -> Bool {
        address.value < stack.lo && stack.lo - address.value <= 1 << 16
    }

    private func name(of message: FatalMessage) -> String {
        switch message {
        case .morestack: "aborted (morestack on g0)"
        case .stackOverflow: "aborted (stack overflow)"
        case .outOfBounds: "exit 2 (cgocallback out of bounds)"
        }
    }
}
