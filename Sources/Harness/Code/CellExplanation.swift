import BenchResults
import Cells

/// What both sides of a comparison execute in one cell, instruction by instruction.
package struct CellExplanation: Sendable {
    /// A function on both sides, or on one.
    package struct Function: Sendable {
        /// The name that people read.
        package let name: String
        /// Path of the library; empty for the program itself.
        package let object: String
        /// Instructions over all counted callbacks, on the old side.
        package let old: UInt64
        /// The same on the new side.
        package let new: UInt64
        /// Whether both sides execute the same in it.
        package let isSame: Bool
        /// Its instructions; empty for one of a library.
        package let rows: [Row]
    }

    /// An instruction on both sides, or on one.
    package struct Row: Sendable {
        /// On the old side.
        package let old: Side?
        /// On the new side.
        package let new: Side?
    }

    /// An instruction on one side.
    package struct Side: Sendable {
        /// Its number among the executed ones of its function, from 1; others refer to it by that.
        package let number: Int
        /// Mnemonic and operands.
        package let text: String
        /// How often it was executed over all counted callbacks.
        package let count: UInt64
    }

    /// Which cell.
    package let cell: CellID
    /// What the old side is called.
    package let old: String
    /// What the new side is called.
    package let new: String
    /// What was found.
    package let cause: ComparisonCause
    /// The functions, what executes most first.
    package let functions: [Function]

    init(
        _ cell: CellID, old: String, new: String, cause: ComparisonCause, _ difference: CodeDifference
    ) {
        (self.cell, self.old, self.new, self.cause) = (cell, old, new, cause)
        functions = difference.pairs.map { pair in
            let object = (pair.new ?? pair.old)?.object ?? ""
            return Function(
                name: pair.name, object: object, old: pair.old?.count ?? 0, new: pair.new?.count ?? 0,
                isSame: pair.isSame,
                rows: !object.isEmpty
                    ? [] : difference.rows(of: pair).map { Row(old: Side($0.old), new: Side($0.new)) })
        }
    }
}

extension CellExplanation.Side {
    fileprivate init?(_ numbered: CodeDifference.Numbered?) {
        guard let numbered else { return nil }
        number = numbered.number
        text = numbered.instruction.text
        count = numbered.instruction.count
    }
}
