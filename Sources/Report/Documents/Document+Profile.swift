import BenchResults
import ChildProtocol

extension Document {
    /// Where perf found that the time of one cell goes.
    ///
    /// - Parameters:
    ///   - cell: `workload:strategy`.
    ///   - event: what was sampled, in how many callbacks.
    ///   - functions: where samples were taken, most first, with their shares in percent.
    ///   - callbacks: in how many callbacks events were counted.
    ///   - counts: the events; nil for one that this machine cannot count, milliseconds for `task-clock`.
    package init(
        profileOf cell: String, sampling event: (name: String, callbacks: UInt64),
        _ functions: [(name: String, share: String, object: String)], counting callbacks: UInt64,
        _ counts: [(event: String, value: Double?)]
    ) {
        let functions = Table(
            caption: "perf record -e \(event.name), \(event.callbacks) callbacks, without set-up",
            columns: [cell, "% of samples", "in"],
            rows: functions.map { function in
                Table.Row(
                    header: function.name, cells: [Table.Cell(function.share), Table.Cell(function.object)])
            })
        let counts = Table(
            caption: "perf stat, \(callbacks) callbacks", columns: ["event", "per callback"],
            rows: counts.map { event, value in
                guard let value, callbacks > 0 else {
                    let cell = Table.Cell("not counted on this machine", look: .absent)
                    return Table.Row(header: event, cells: [cell], isSpanning: true)
                }
                let amount = value / Double(callbacks)
                let text = event == "task-clock" ? Quantity.time(amount * 1e6) : Quantity.count(amount)
                return Table.Row(header: event, cells: [Table.Cell(text)])
            })
        self.init(
            title: "Where the time of \(cell) goes",
            sections: [Section(title: "", blocks: [.table(functions), .table(counts)])])
    }

    /// Where the instructions of one cell go, counted one by one.
    package init(instructionsOf cell: String, _ functions: [FunctionCost]) {
        let table = BreakdownSection.table(functions, of: cell)
        self.init(
            title: "Where the instructions of \(cell) go",
            sections: [Section(title: "", blocks: table.map { [.table($0)] } ?? [])])
    }
}
