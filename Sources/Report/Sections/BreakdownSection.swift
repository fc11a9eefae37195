import BenchResults
import ChildProtocol

/// Which functions the instructions of a callback go to, cell by cell.
struct BreakdownSection {
    private let cells: [CellResult]

    init(_ result: BenchResult) { cells = result.cells }

    var section: Document.Section {
        let tables = cells.compactMap { cell in cell.functions.flatMap { Self.table($0, of: cell.name) } }
        return Document.Section(
            title: "Where instructions go",
            blocks: tables.isEmpty ? [.sentence("No instructions were counted.")] : tables.map { .table($0) })
    }

    /// The functions of one cell with their instructions per callback; those that are less than a thousandth
    /// of the whole are together in one line. Nil where there are none.
    static func table(_ functions: [FunctionCost], of cell: String) -> Table? {
        let total = functions.reduce(0) { $0 + $1.instructions }
        guard total > 0, let callbacks = functions.first?.callbacks, callbacks > 0 else { return nil }
        let shown = functions.filter { $0.instructions * 1000 >= total }
        let rest = functions.dropFirst(shown.count)
        func row(_ name: String, _ instructions: UInt64, _ object: String) -> Table.Row {
            let percent = Quantity.digits(Double(instructions) / Double(total) * 100)
            let count = Quantity.exact(ExactCount(count: instructions, callbacks: callbacks))
            return Table.Row(
                header: name, cells: [Table.Cell(count), Table.Cell(percent), Table.Cell(object)])
        }
        return Table(
            columns: [cell, "instructions/callback", "%", "in"],
            rows: shown.map { row($0.name, $0.instructions, $0.object) }
                + (rest.isEmpty
                    ? [] : [row("\(rest.count) others", rest.reduce(0) { $0 + $1.instructions }, "")])
                + [row("all", total, "")])
    }
}
