import BenchResults
import Cells

extension Document {
    /// A scenario that was played, and what each strategy made of it: how it ended, what was noticed besides,
    /// and the addresses in the step that decides, if there was one.
    package typealias Explanation = (
        scenario: CheckResult.Scenario, cells: [(cell: CheckCell, notes: [String], drawing: AddressDrawing?)]
    )

    /// A scenario that was played, and what each real runtime made of it.
    package typealias RuntimeExplanation = (
        scenario: RuntimeChecks.Scenario, cells: [(cell: RuntimeChecks.Cell, notes: [String])]
    )

    /// What scenarios are, and what each strategy and each real runtime made of them, as really recorded in a run.
    package init(
        _ explanations: [Explanation], runtimes: [RuntimeExplanation] = [], glossary: Glossary
    ) {
        let meanings = Dictionary(
            glossary.verdicts.map { ($0.verdict.description, $0.meaning) },
            uniquingKeysWith: { first, _ in first })
        let blocks = explanations.map { scenario, cells in
            Block.folded(
                "\(scenario.number) \(name: scenario.name): \(scenario.summary)",
                [.table(Self.table(scenario, meanings))]
                    + cells.map { cell, notes, drawing in
                        let step = cell.step.map { ["step \($0.number), \($0.what):"] } ?? []
                        return .folded(
                            "\(name: cell.strategy): \(cell.verdict)",
                            [.remarks(([cell.reason] + notes + step).map { Prose($0) })]
                                + (drawing.map { [.preformatted($0.text)] } ?? []))
                    })
        }
        let runtimeBlocks = runtimes.map { scenario, cells in
            Block.folded(
                "\(name: scenario.name): \(scenario.summary)",
                [.table(Self.table(scenario))]
                    + cells.map { cell, notes in
                        .folded(
                            "\(name: cell.runtime): \(cell.verdict)",
                            [.remarks(Self.remarks(cell, notes).map { Prose($0) })])
                    })
        }
        self.init(
            title: "Scenarios, as they were played",
            sections: [Section(title: "", blocks: blocks + runtimeBlocks)])
    }

    private static func remarks(_ cell: RuntimeChecks.Cell, _ notes: [String]) -> [String] {
        let step = cell.step.map { ["step \($0.number), \($0.what), on [\($0.lo), \($0.hi))"] } ?? []
        let silence = [.ok, .unavailable, .failed].contains(cell.verdict) ? [] : ["it said nothing"]
        return [cell.reason] + (cell.words.map { ["its words: \($0)"] } ?? silence) + notes + step
    }

    private static func table(_ scenario: RuntimeChecks.Scenario) -> Table {
        table([
            ("set-up", scenario.setUp), ("truth", scenario.truth), ("source", scenario.source),
            ("played on", place(scenario.place)),
        ])
    }

    private static func place(_ place: String) -> String {
        place == "pthread" ? "a pthread" : "the main thread"
    }

    private static func table(_ rows: [(String, String)]) -> Table {
        Table(
            columns: ["what", "how"],
            rows: rows.map { Table.Row(header: $0, cells: [Table.Cell($1)]) }, isText: true)
    }

    private static func table(_ scenario: CheckResult.Scenario, _ meanings: [String: String]) -> Table {
        let faults = scenario.looksFor.map { fault in meanings[fault].map { "\(fault) (\($0))" } ?? fault }
        return table([
            ("set-up", scenario.setUp), ("truth", scenario.truth),
            ("looks for", faults.joined(separator: ", ")), ("source", scenario.source),
            ("played on", place(scenario.place)),
        ])
    }
}
