import BoundsStrategies
import CallbackRuntime
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
                (
                    .prescribedExit(),
                    "ended as the rule of Go before 1.23.5 prescribes, with its message and exit status 2; "
                        + "real Go dies while it prints: SIGABRT in a C program, status 2 in a Go program"
                ),
                (.hung, "a deadlock, or no end before \(ScenarioProcess.patience) s"),
            ],
        scenarios: ScenarioCatalogue.all.map { ($0.name, $0.number) },
        // Those of the reference first: there are seven colours, and so they have one each.
        strategies: (StrategyCatalogue.core + [.hop] + StrategyCatalogue.all).map(\.baseName).reduce(into: [])
        {
            names, name in
            if !names.contains(name) { names.append(name) }
        })
}
