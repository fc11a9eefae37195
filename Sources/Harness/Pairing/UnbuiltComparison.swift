import BenchResults
import Cells
import MachineInspection
import SystemPackage

extension CommitsHarness {
    /// The comparison of two commits whose programs are built from the same sources, without building them.
    ///
    /// - Returns: nil when they are not, or when identical programs are to be measured.
    func unbuilt(_ old: PairingSide, _ new: PairingSide) throws -> ResultComparison? {
        guard case .revision(let first) = old, case .revision(let second) = new, !settings.rules.isForced
        else { return nil }
        let git = Git(folder: ".")
        guard
            try SourceTree.identity(of: first.commit, in: git)
                == SourceTree.identity(of: second.commit, in: git)
        else { return nil }
        let provenance = Provenance.now(strategyLibraries: [])
        let programs = [first, second].map { side in
            PairedSession.Program(
                label: side.label, commit: .value(side.commit),
                hash: .unavailable("it was not built: both sides have the same sources"), buildCommand: "")
        }
        let session = PairedSession(
            harness: provenance, programs: programs, seed: UInt64(settings.conditions.seed),
            budget: settings.budget, elapsed: 0, screeningRounds: 0, confirmationRounds: 0, suspects: [],
            nullPair: nil, health: nil, layoutSeeds: nil)
        let cases = try settings.selection.blocks(plugIns: []).flatMap(\.strategyCells).map {
            ComparisonJudge.Case($0, evidence: .settled(.identicalCode, reason: nil, old: nil, new: nil))
        }
        let comparison = ResultComparison(
            old: ComparableSide(label: first.label), new: ComparableSide(label: second.label),
            rules: settings.rules, session: session, withheld: nil, differences: [],
            remarks: ["Both sides are built from the same sources: nothing was built or measured."],
            rows: ComparisonJudge(settings.rules, withheld: nil).rows(cases))
        try ResultStore.write(comparison, to: FilePath(settings.output))
        return comparison
    }
}

extension RunPlan.Block {
    /// The cells of its strategies, in the order of the table.
    var strategyCells: [CellID] {
        subjects.compactMap { subject in
            if case .strategy = subject { CellID(workload: workload, subject: subject) } else { nil }
        }
    }
}
