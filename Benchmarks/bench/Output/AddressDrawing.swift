import Cells
import CallbackRuntime
import ForeignStacks
import Scenarios

/// A small drawing of the address space, high addresses first: the true stack as a bar, and beside it SP,
/// the recorded bounds and the guard.
struct AddressDrawing {
    private struct Mark {
        let address: Address
        var labels: [String]
    }

    private let truth: Range<UInt>
    private var marks: [Mark] = []

    /// Draws a step; `refused` is the fatal error, and `fault` the address of the memory fault, that ended
    /// the process in it, if one did.
    init(_ step: Evidence.Step, refused: FatalMessage?, fault: Address?) {
        truth = step.truth.lo..<step.truth.hi
        let whose = step.moved == nil ? "true stack" : "runtime's own stack, which the callback was moved to"
        add(Address(step.truth.hi), "H, end of the \(whose)")
        add(Address(step.truth.lo), "L, low end of the \(whose)")
        if let seen = step.seen.last, seen.claim != .none {
            add(seen.hi, "recorded hi (\(seen.claim))")
            add(seen.guard, "guard")
            add(seen.lo, "recorded lo")
        }
        if let seen = step.seen.last { add(seen.sp, "SP") }
        if let overrun = step.overrun { add(overrun, "overflow came down to here") }
        if let fault { add(fault, "memory fault") }
        if let refused { add(refused, isIn: step.seen.isEmpty) }
        marks.sort { $0.address > $1.address }
    }

    var text: String {
        var lines: [String] = []
        for (index, mark) in marks.enumerated() {
            if index > 0 {
                let gap = marks[index - 1].address.value - mark.address.value
                lines.append("\(bar(mark.address.value, isEdge: false))   \(size(gap))")
            }
            lines.append(
                "\(bar(mark.address.value, isEdge: true)) \(mark.address)  \(mark.labels.joined(separator: ", "))"
            )
        }
        return lines.map { "    \($0)\n" }.joined()
    }

    /// The bounds in the message are worth a mark where the callback was not let in, so that nothing else
    /// was seen.
    private mutating func add(_ refused: FatalMessage, isIn isEntry: Bool) {
        add(refused.sp, "SP when it was refused")
        guard isEntry else { return }
        add(refused.hi, "recorded hi")
        add(Address(refused.lo.value &+ Machine.guardDistance), "guard")
        add(refused.lo, "recorded lo")
    }

    private mutating func add(_ address: Address, _ label: String) {
        if let index = marks.firstIndex(where: { $0.address == address }) {
            marks[index].labels.append(label)
        } else {
            marks.append(Mark(address: address, labels: [label]))
        }
    }

    /// `+` at the ends of the true stack, `|` inside, `:` outside. A gap is named by its lower end.
    private func bar(_ address: UInt, isEdge: Bool) -> String {
        if isEdge && (address == truth.lowerBound || address == truth.upperBound) { return "+--+" }
        let isInside = address >= truth.lowerBound && address < truth.upperBound
        return isInside ? "|  |" : " :: "
    }

    private func size(_ bytes: UInt) -> String {
        switch bytes {
        case ..<(16 << 10): "\(bytes) bytes"
        case ..<(16 << 20): "\(bytes >> 10) KiB"
        case ..<(16 << 30): "\(bytes >> 20) MiB"
        default: "\(bytes >> 30) GiB"
        }
    }
}
