import Cells
import Harness
import Scenarios

/// What a scenario is, and what each strategy made of it, as really recorded in a run.
struct Explanation {
    private let scenario: Scenario
    private let cells: [CheckSession.Cell]

    init(_ scenario: Scenario, _ cells: [CheckSession.Cell]) {
        self.scenario = scenario
        self.cells = cells
    }

    var text: String { heading + cells.map(section).joined() }

    private var heading: String {
        var columns = Columns()
        columns.add(line: "\(scenario.number) \(scenario.name): \(scenario.summary)")
        columns.add("  set-up", spanning: scenario.setUp)
        columns.add("  truth", spanning: scenario.truth)
        columns.add(
            "  looks for",
            spanning: scenario.looksFor.map { "\($0.rawValue) (\($0.meaning))" }.joined(separator: ", "))
        columns.add("  source", spanning: scenario.source)
        columns.add("  played on", spanning: scenario.place == .pthread ? "a pthread" : "the main thread")
        return columns.text
    }

    private func section(_ cell: CheckSession.Cell) -> String {
        var text = "\n\(cell.strategy): \(cell.judgement.verdict)\n  \(cell.judgement.reason)\n"
        for note in cell.played.evidence.notes { text += "  \(note)\n" }
        guard let step = cell.decisiveStep else { return text }
        text += "  step \(step.expectation.step), \(step.expectation.what):\n"
        let isLast = cell.played.evidence.running?.expectation == step.expectation
        text +=
            AddressDrawing(
                step, refused: isLast ? FatalMessage(in: cell.played.message) : nil,
                fault: isLast ? cell.played.evidence.faultAddress : nil
            ).text
        return text
    }
}
