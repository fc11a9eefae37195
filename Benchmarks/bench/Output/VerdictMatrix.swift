import Harness
import BenchResults
import Cells
import Report

/// The safety matrix: a row a scenario, a column a strategy, and what the letters mean.
struct VerdictMatrix {
    private let result: CheckResult

    init(_ result: CheckResult) {
        self.result = result
    }

    var text: String { [matrix, legend, rates, reasons].filter { !$0.isEmpty }.joined(separator: "\n") }

    private var matrix: String {
        var columns = Columns()
        columns.add(["scenario"] + result.strategies.map(\.name))
        for scenario in result.scenarios {
            let number = scenario.number < 10 ? " \(scenario.number)" : "\(scenario.number)"
            columns.add(["\(number) \(scenario.name)"] + cells(of: scenario).map(\.verdict.description))
        }
        return columns.text
    }

    private func cells(of scenario: CheckResult.Scenario) -> [CheckCell] {
        result.cells.filter { $0.scenario == scenario.name }
    }

    private var legend: String {
        var columns = Columns()
        for (verdict, meaning) in Glossary.current.verdicts {
            columns.add(verdict.description, spanning: meaning)
        }
        if result.cells.contains(where: { $0.verdict == .hung }) {
            columns.add("hung", spanning: "no end before \(ScenarioProcess.deadline) s")
        }
        return columns.text
    }

    /// Scenarios of chance have rates.
    private var rates: String {
        let cells = result.cells.filter { $0.corruption != nil }
        guard !cells.isEmpty else { return "" }
        var columns = Columns()
        columns.add(["stray writes to SP", "first callback accepted", "never noticed", "median distance"])
        for cell in cells {
            guard let corruption = cell.corruption else { continue }
            columns.add([
                cell.name, rate(corruption.firstAccepted),
                rate(corruption.neverNoticed),
                corruption.medianAcceptedDistance.map(Quantity.bytes) ?? "",
            ])
        }
        let callbacks = cells.first?.corruption?.callbacks ?? 0
        columns.add(
            line:
                "Shares with their 95 % intervals; never: in \(callbacks) callbacks; distance: where accepted."
        )
        return columns.text
    }

    private func rate(_ rate: CheckCell.Rate) -> String {
        let interval = "\(Quantity.digits(rate.lower * 100)) to \(Quantity.digits(rate.upper * 100)) %"
        return "\(rate.count) of \(rate.trials) (\(interval))"
    }

    /// Each distinct reason why a scenario could not be played or judged, once.
    private var reasons: String {
        var lines: [String] = []
        for cell in result.cells {
            let line: String
            switch cell.verdict {
            case .unavailable: line = "\(cell.scenario) is not possible here: \(cell.reason)."
            case .failed: line = "\(cell.name) failed: \(cell.reason)"
            default: continue
            }
            if !lines.contains(line) { lines.append(line) }
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
