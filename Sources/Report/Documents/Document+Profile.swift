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
    ///
    /// - Parameters:
    ///   - cell: `workload:strategy`.
    ///   - functions: what executes most first.
    ///   - code: the instructions of functions of the program, and the callbacks that their counts are over; nil where
    ///     they are not shown.
    ///   - isAll: whether instructions are shown that are hardly ever executed.
    package init(
        instructionsOf cell: String, _ functions: [FunctionCost],
        _ code: (
            functions: [(name: String, count: UInt64, instructions: [ComparedFunction.Instruction])],
            callbacks: UInt64
        )?, showingAll isAll: Bool
    ) {
        var sections = [
            Section(
                title: "",
                blocks: BreakdownSection.table(functions, of: cell).map { [.table($0)] } ?? [])
        ]
        if let code {
            let counts = CountedInstructions(callbacks: max(1, code.callbacks), isAll: isAll)
            sections.append(
                Section(
                    title: "Instructions of the program",
                    blocks: [.sentence("Counts are per callback, over \(code.callbacks) callbacks.")]
                        + code.functions.flatMap { counts.blocks($0.name, $0.count, $0.instructions) }))
        }
        self.init(title: "Where the instructions of \(cell) go", sections: sections)
    }
}
