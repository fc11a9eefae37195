import BenchResults
import Cells

extension Document {
    /// A scenario that was played, and what each strategy made of it: how it ended, what was noticed besides,
    /// and the addresses in the step that decides, if there was one.
    package typealias Explanation = (
        scenario: CheckResult.Scenario, cells: [(cell: CheckCell, notes: [String], drawing: AddressDrawing?)]
    )

    /// What scenarios are, and what each strategy made of them, as really recorded in a run.
    package init(_ explanations: [Explanation], glossary: Glossary) {
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
        self.init(title: "Scenarios, as they were played", sections: [Section(title: "", blocks: blocks)])
    }

    private static func table(_ scenario: CheckResult.Scenario, _ meanings: [String: String]) -> Table {
        let faults = scenario.looksFor.map { fault in meanings[fault].map { "\(fault) (\($0))" } ?? fault }
        return Table(
            columns: ["what", "how"],
            rows: [
                ("set-up", scenario.setUp), ("truth", scenario.truth),
                ("looks for", faults.joined(separator: ", ")), ("source", scenario.source),
                ("played on", scenario.place == "pthread" ? "a pthread" : "the main thread"),
            ].map { Table.Row(header: $0, cells: [Table.Cell($1)]) }, isText: true)
    }
}
