import Cells
import Harness
import Report
import Scenarios

extension Glossary {
    /// What this program's scenarios are called and their verdicts mean.
    static let current = Glossary(
        verdicts: [(.ok, "every callback did what it ought to do; an overflow was caught")]
            + Fault.allCases.map { (.faults([$0]), $0.meaning) }
            + [
                (.prescribedExit(), "ended as Go 1.21.1's rule prescribes, with its message"),
                (.hung, "no end before \(ScenarioProcess.patience) s"),
            ],
        scenarios: ScenarioCatalogue.all.map { ($0.name, $0.number) })
}
