import BenchResults

extension Document {
    /// What each strategy would have done to a recorded program: one table and three sentences.
    package init(_ advice: Advice) {
        let table = Table(
            columns: ["strategy", "dies", "faults", "a callback", "queries", "share of CPU time"],
            rows: advice.rows.map { row in
                guard row.status == .measured else {
                    let look: Table.Look = row.status.isDeath ? .dead : .absent
                    return Table.Row(
                        header: row.strategy,
                        cells: [
                            Table.Cell(
                                row.status.rawValue + row.place, detail: row.finding ?? row.reason, look: look
                            ),
                            Table.Cell(row.faultText), "", "", "",
                        ])
                }
                return Table.Row(
                    header: row.strategy,
                    cells: [
                        Table.Cell("no", look: .sound),
                        Table.Cell(row.faultText, detail: row.finding),
                        Table.Cell(row.nanoseconds.map { Self.text($0, Quantity.time) } ?? ""),
                        Table.Cell(row.queriesPerCallback.map(Quantity.count) ?? ""),
                        Table.Cell(row.share.map { Self.text($0, Self.percent) } ?? "unknown"),
                    ])
            })
        self.init(
            title: "What each strategy would do to \(advice.program)", headline: advice.sentences,
            sections: [Section(title: "", blocks: [.table(table)])])
    }

    private static func percent(_ share: Double) -> String { "\(Quantity.digits(share * 100, 2)) %" }

    private static func text(_ cost: Advice.Cost, _ write: (Double) -> String) -> String {
        guard let lower = cost.lower, let upper = cost.upper else { return write(cost.median) }
        return "\(write(cost.median)) (\(write(lower)) to \(write(upper)))"
    }
}

extension Advice.Row {
    /// ` at callback 12`
    fileprivate var place: String { callback.map { " at callback \($0)" } ?? "" }

    /// `S`, or `T at callback 12` where it goes on.
    fileprivate var faultText: String {
        guard let faults else { return "unknown" }
        if faults.isEmpty { return "none" }
        return faults.joined(separator: " ") + (status.isDeath ? "" : place)
    }
}

extension Advice {
    /// Who dies, what the others take, and what of that is no measurement.
    fileprivate var sentences: [Prose] {
        let dead = rows.filter(\.status.isDeath)
        let alive = rows.filter { $0.status == .measured }
        let deaths: Prose =
            dead.isEmpty
            ? "No strategy ends \(name: program) on this trace."
            : Prose.list(dead.map { "\(name: $0.strategy)\($0.place)" }, most: 8)
                + " would end \(name: program) on this trace."
        let dearest = alive.max { $0.share?.median ?? 0 < $1.share?.median ?? 0 }
        let cost: Prose
        if let dearest, let share = dearest.share, let rate = callbacksPerCPUSecond {
            cost =
                """
                Of those that survive, \(name: dearest.strategy) costs most: \(Quantity.digits(share.median * 100, 2)) % of \
                the program's CPU time at \(Quantity.grouped(rate)) callbacks in a second of it.
                """
        } else {
            cost = "The program's CPU time was not recorded, so shares of it are not known."
        }
        let sick: Prose =
            isSick ? " This machine was too busy while it measured: take the costs for sizes only." : ""
        return [
            deaths, cost,
            "Costs were measured here, on a replay of the trace; shares are extrapolated: cost, less the floor's, times "
                + "the recorded rate, as if the program did nothing else differently." + sick,
        ]
    }
}
