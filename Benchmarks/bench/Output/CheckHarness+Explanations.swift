import BenchResults
import Harness
import Report
import Scenarios

extension CheckHarness {
    /// Plays the scenarios, and makes a document of what they are and what was recorded.
    func explanations(glossary: Glossary) throws -> Document {
        let played = try play()
        let explanations = ScenarioCatalogue.all.compactMap { scenario -> Document.Explanation? in
            let own = played.cells.filter { $0.scenario.name == scenario.name }
            return own.isEmpty
                ? nil
                : (
                    CheckResult.Scenario(scenario),
                    own.map { (CheckCell($0), $0.played.evidence.notes, AddressDrawing($0)) }
                )
        }
        let runtimes = RuntimeScenarioCatalogue.all.compactMap { scenario -> Document.RuntimeExplanation? in
            let own = played.runtimeCells.filter { $0.scenario.name == scenario.name }
            return own.isEmpty
                ? nil
                : (
                    RuntimeChecks.Scenario(scenario),
                    own.map { (RuntimeChecks.Cell($0), $0.played.evidence.notes) }
                )
        }
        return Document(explanations, runtimes: runtimes, glossary: glossary)
    }
}
