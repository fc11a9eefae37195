import CallbackRuntime
import Cells
import ForeignStacks
import Harness
import Report
import Scenarios

extension AddressDrawing {
    /// Draws the step that the verdict rests on; nil when there is none.
    init?(_ cell: CheckSession.Cell) {
        guard let step = cell.decisiveStep else { return nil }
        let evidence = cell.played.evidence
        let isLast = evidence.running?.expectation == step.expectation
        self.init(
            step.truth.lo..<step.truth.hi,
            whose: step.moved == nil ? "true stack" : "runtime's own stack, which the callback was moved to")
        if let seen = step.seen.last, seen.claim != .none {
            add(seen.hi.value, "recorded hi (\(seen.claim))")
            add(seen.guard.value, "guard")
            add(seen.lo.value, "recorded lo")
        }
        if let seen = step.seen.last { add(seen.sp.value, "SP") }
        if let overrun = step.overrun { add(overrun.value, "overflow came down to here") }
        if isLast, let fault = evidence.faultAddress { add(fault.value, "memory fault") }
        guard isLast, let refused = FatalMessage(in: cell.played.message) else { return }
        add(refused.sp.value, "SP when it was refused")
        // The bounds in the message are worth a mark where the callback was not let in, so that nothing else
        // was seen.
        guard step.seen.isEmpty else { return }
        add(refused.hi.value, "recorded hi")
        add(refused.lo.value &+ Machine.guardDistance, "guard")
        add(refused.lo.value, "recorded lo")
    }
}
