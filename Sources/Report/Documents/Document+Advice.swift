import BenchResults

extension Document {
    /// What each strategy would have done to a recorded program: one table and three sentences.
    package init(_ advice: Advice) {
        let table = Table(
            columns: [
                "strategy", "dies", "faults", "reachable", "a callback", "queries", "share of CPU time",
            ],
            rows: advice.rows.map { row in
                let isMeasured = row.status == .measured
                let look: Table.Look = isMeasured ? .sound : row.status.isDeath ? .dead : .absent
                return Table.Row(
                    header: row.strategy,
                    cells: [
                        Table.Cell(isMeasured ? "no" : row.status.rawValue, look: look),
                        Table.Cell(row.faults.text), Table.Cell(row.reachableFaults.text),
                        Table.Cell(row.nanoseconds.map { Self.text($0, Quantity.time) } ?? ""),
                        Table.Cell(row.queriesPerCallback.map(Quantity.count) ?? ""),
                        Table.Cell(
                            isMeasured ? row.share.map { Self.text($0, Self.percent) } ?? "unknown" : ""),
                    ])
            })
        let findings = advice.rows.compactMap(\.remark)
        self.init(
            title: "What each strategy would do to \(advice.program)", headline: advice.sentences,
            sections: [
                Section(
                    title: "", blocks: [.table(table)] + (findings.isEmpty ? [] : [.remarks(findings)]))
            ])
    }

    private static func percent(_ share: Double) -> String { "\(Quantity.digits(share * 100, 2)) %" }

    /// With half of the interval, in percent of the median.
    private static func text(_ cost: Advice.Cost, _ write: (Double) -> String) -> String {
        guard let lower = cost.lower, let upper = cost.upper else { return write(cost.median) }
        // No measurable cost.
        if lower <= 0 || cost.median <= 0 { return "~0" }
        return "\(write(cost.median)) ± \(Quantity.digits((upper - lower) / 2 / cost.median * 100, 2))%"
    }
}

extension [String]? {
    /// `S T`
    fileprivate var text: String { map { $0.isEmpty ? "none" : $0.joined(separator: " ") } ?? "unknown" }
}

extension Advice.Row {
    /// ` at callback 12`
    fileprivate var place: String { callback.map { " at callback \($0)" } ?? "" }

    /// What was seen, and where: `callback 2: …`
    fileprivate var remark: Prose? {
        guard let text = finding ?? reason else { return nil }
        return "\(name: strategy)\(place): \(text)"
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
            deaths, cost, reachable,
            "Costs were measured here, on a replay of the trace; shares are extrapolated: cost, less the floor's, times "
                + "the recorded rate, as if the program did nothing else differently." + windows + sick,
        ]
    }

    /// What the column of reachable faults is about.
    private var reachable: Prose {
        guard !scenarios.isEmpty else { return "No scenario of the safety matrix is like this program." }
        let pattern = patterns.joined(separator: ", ")
        return
            """
            Reachable are the faults of scenarios of the safety matrix that a program with \(pattern) can come into: \
            \(scenarios.joined(separator: ", ")).
            """
    }

    private var windows: Prose {
        recordedPart > 0.999
            ? ""
            : """
             The rate itself is extrapolated, too: from windows that are \(Quantity.digits(recordedPart * 100, 2)) % of the \
            recording.
            """
    }
}
