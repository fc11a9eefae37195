import BenchResults
import Cells
import SystemPackage

/// Carries out `bench commits --bisect`: builds commits of a range, one after the other, and compares each
/// with the first on one cell alone.
struct BisectionHarness: Sendable {
    private let commits: CommitsHarness
    private let cell: CellID

    /// - Throws: `UsageError` for what is not the name of a cell.
    init(_ commits: CommitsHarness, cell: String) throws(UsageError) {
        guard let cell = CellID(cell) else {
            throw UsageError("--bisect '\(cell)': a cell is workload:strategy, as in bench run --dry-run")
        }
        var settings = commits.settings
        settings.selection = CellSelection(
            strategies: StrategySelection(names: [cell.subject.label]),
            workloads: [cell.workload],
            filter: CellFilter(only: "^\(Self.escaped(cell.description))$"))
        _ = try settings.selection.blocks(plugIns: [])
        self.cell = cell
        self.commits = CommitsHarness(
            settings: settings, safetyOmission: "--bisect judges one cell", usesCache: commits.usesCache,
            hasLayouts: commits.hasLayouts, listener: commits.listener)
    }

    func run(_ sides: (old: PairingSide, new: PairingSide)) throws -> ResultComparison {
        guard case .revision(let first) = sides.old, case .revision(let last) = sides.new else {
            throw UsageError("--bisect walks through commits, not programs")
        }
        guard first.commit != last.commit else {
            throw UsageError("--bisect: \(first.label) and \(last.label) are one commit")
        }
        let git = Git(folder: ".")
        let between = try git([
            "rev-list", "--first-parent", "--reverse", "\(first.commit)..\(last.commit)",
        ]).split(separator: "\n").map(String.init)
        guard between.last == last.commit else {
            let reason = try git.cutOff().map { ": \($0)" } ?? ""
            throw UsageError("\(first.label) is not an ancestor of \(last.label)\(reason)")
        }
        let folder = try BuildFolder(
            git, usesCache: commits.usesCache, hasLayouts: commits.hasLayouts, listener: commits.listener)
        return try folder.removedAtEnd {
            let old = try folder.program(of: sides.old, named: "first")
            let bisection = Bisection(count: between.count) { index in
                try compare(sides.old, old, between[index], folder)
            }
            return try report(try bisection.run(), between)
        }
    }

    private func report(
        _ outcome: Bisection<ResultComparison>.Outcome, _ between: [String]
    ) throws -> ResultComparison {
        switch outcome {
        case .lastDoesNotBuild: throw UsageError("the last commit of the range does not build")
        case .noChange(var comparison):
            comparison.remarks.append(
                "\(cell): no change between the ends of the range, so there is none to find")
            return comparison
        case .unclear(var comparison):
            comparison.remarks.append(
                "\(cell): whether it changed between the ends of the range cannot be told: close other "
                    + "programs, or set a larger --budget")
            return comparison
        case .found(let commit, let change, let unknown, var comparison):
            comparison.remarks.append(
                "\(cell) is \(change) since \(between[commit].prefix(12))"
                    + Self.unjudged(unknown))
            return comparison
        }
    }

    private func compare(
        _ first: PairingSide, _ old: PairedProgram, _ commit: String, _ folder: BuildFolder
    ) throws -> (finding: Bisection<ResultComparison>.Finding, comparison: ResultComparison)? {
        let revision = Revision(name: commit, commit: commit)
        if let comparison = try commits.unbuilt(first, .revision(revision)) {
            commits.listener(.note("\(revision.label): the sources of the first commit"))
            return (.unchanged, comparison)
        }
        do {
            let new = try folder.program(of: .revision(revision), named: String(commit.prefix(12)))
            let comparison = try commits.measure(old, new)
            let verdict = comparison.rows.first { $0.cell == cell }?.verdict
            commits.listener(.note("\(revision.label): \(cell) is \(verdict?.rawValue ?? "not there")"))
            return (Self.finding(verdict), comparison)
        } catch let failure as BuiltRevision.Failure {
            commits.listener(.note("\(failure): skipped"))
            return nil
        }
    }

    private static func unjudged(_ count: Int) -> String {
        switch count {
        case 0: ""
        case 1: ", or since the commit before it, which could not be judged"
        default: ", or since one of the \(count) commits before it, which could not be judged"
        }
    }

    private static func finding(_ verdict: ComparisonVerdict?) -> Bisection<ResultComparison>.Finding {
        switch verdict {
        case .noChange?, .sameCode?, .identicalCode?: .unchanged
        case nil, .inconclusive?, .notComparable?: .unknown
        case let verdict?: .changed(verdict.rawValue)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.map { $0.isLetter || $0.isNumber ? "\($0)" : "\\\($0)" }.joined()
    }
}
