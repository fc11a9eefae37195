import Cells

/// A small drawing of the address space, high addresses first: the true stack as a bar, and beside it what
/// was recorded of it.
package struct AddressDrawing: Sendable {
    private struct Mark {
        let address: UInt
        var labels: [String]
    }

    private let truth: Range<UInt>
    private var marks: [Mark] = []

    /// Draws a stack and its two ends, `whose` it is being said there.
    package init(_ truth: Range<UInt>, whose: String) {
        self.truth = truth
        add(truth.upperBound, "H, end of the \(whose)")
        add(truth.lowerBound, "L, low end of the \(whose)")
    }

    /// Marks an address.
    package mutating func add(_ address: UInt, _ label: String) {
        if let index = marks.firstIndex(where: { $0.address == address }) {
            marks[index].labels.append(label)
        } else {
            marks.append(Mark(address: address, labels: [label]))
        }
    }

    var text: String {
        var lines: [String] = []
        var last: UInt?
        for mark in marks.sorted(by: { $0.address > $1.address }) {
            if let last { lines.append("\(bar(mark.address, isEdge: false))   \(size(last - mark.address))") }
            lines.append(
                "\(bar(mark.address, isEdge: true)) \(Address(mark.address))  \(mark.labels.joined(separator: ", "))"
            )
            last = mark.address
        }
        return lines.map { "    \($0)" }.joined(separator: "\n")
    }

    /// `+` at the ends of the true stack, `|` inside, `:` outside. A gap is named by its lower end.
    private func bar(_ address: UInt, isEdge: Bool) -> String {
        if isEdge && (address == truth.lowerBound || address == truth.upperBound) { return "+--+" }
        return truth.contains(address) ? "|  |" : " :: "
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
