import BenchResults
import ChildProtocol

/// Which functions a callback's instructions go to, cell by cell.
struct BreakdownTable {
    private let cells: [CellResult]

    init(_ result: BenchResult) {
        cells = result.cells
    }

    var text: String {
        cells.compactMap { cell in
            cell.functions.map { "\n" + Self.text($0, title: cell.name) }
        }.joined()
    }

    /// The functions of one cell with their instructions a callback; those that are less than a thousandth
    /// of the whole together in the last line.
    static func text(_ functions: [FunctionCost], title: String) -> String {
        let total = functions.reduce(0) { $0 + $1.instructions }
        guard total > 0, let callbacks = functions.first?.callbacks else { return "" }
        let shown = functions.filter { $0.instructions * 1000 >= total }
        let rest = functions.count - shown.count
        var columns = Columns()
        columns.add([title, "instructions/callback", "%", "in"])
        func add(_ name: String, _ instructions: UInt64, _ object: String) {
            let percent = Quantity.digits(Double(instructions) / Double(total) * 100)
            columns.add([
                "  \(name)", Quantity.exact(ExactCount(count: instructions, callbacks: callbacks)), percent,
                object,
            ])
        }
        for function in shown { add(function.name, function.instructions, function.object) }
        if rest > 0 {
            add("\(rest) others", functions.dropFirst(shown.count).reduce(0) { $0 + $1.instructions }, "")
        }
        add("all", total, "")
        return columns.text
    }
}
