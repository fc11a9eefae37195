import BenchResults
import SystemPackage

/// Walks through a range of commits to the one that changed a cell.
///
/// The first commit of the range is compared with its last; then with the middle of what is left, on the
/// cell alone. A commit that does not build, or whose comparison is inconclusive, is passed over.
struct Bisection: Sendable {
    private let pairing: Pairing
    private let cell: String

    init(_ pairing: Pairing, cell: String) throws {
        guard cell.contains(":") else {
            throw UsageError("--bisect '\(cell)': a cell is workload:strategy, as in bench run --dry-run")
        }
        self.cell = cell
        self.pairing = Pairing(
            selection: ["--filter=^\(RegularExpression.escaped(cell))$"], rules: pairing.rules,
            budget: pairing.budget, seed: pairing.seed, cpu: pairing.cpu, checks: false,
            output: pairing.output)
    }

    func run(_ sides: (old: PairingSide, new: PairingSide)) async throws -> ResultComparison {
        guard case .revision(let first) = sides.old, case .revision(let last) = sides.new else {
            throw UsageError("--bisect walks through commits, not programs")
        }
        let git = Git(folder: ".")
        let between = try await git([
            "rev-list", "--first-parent", "--reverse", "\(first.commit)..\(last.commit)",
        ]).split(separator: "\n").map(String.init)
        guard between.last == last.commit else {
            throw UsageError("\(first.label) is not an ancestor of \(last.label)")
        }
        let folder = try BuildFolder(git)
        return try await folder.removedAtEnd {
            let old = try await pairing.program(sides.old, "first", folder)
            return try await walk(old, between, folder)
        }
    }

    private func walk(
        _ old: PairingRequest.Side, _ commits: [String], _ folder: BuildFolder
    ) async throws -> ResultComparison {
        guard var changed = try await compare(old, commits[commits.count - 1], folder) else {
            throw UsageError("the last commit of the range does not build")
        }
        let sought = changed.rows.first?.verdict
        guard let sought, sought.isChange else {
            changed.remarks.append(
                "\(cell): no change between the ends of the range, so there is none to find")
            return changed
        }
        // Commits below `low` are as the first, `high` is changed.
        var (low, high) = (0, commits.count - 1)
        var passedOver: Set<Int> = []
        while let middle = Self.middle(low, high, without: passedOver) {
            let comparison = try await compare(old, commits[middle], folder)
            switch comparison?.rows.first?.verdict {
            case sought?:
                (high, changed) = (middle, comparison ?? changed)
            case .noChange?, .identicalCode?: low = middle + 1
            default: passedOver.insert(middle)
            }
        }
        let unknown = passedOver.filter { (low..<high).contains($0) }.count
        changed.remarks.append(
            "\(cell) is \(sought.rawValue) since \(commits[high].prefix(12))"
                + (unknown > 0 ? " or one of the \(unknown) commits before it that could not be judged" : ""))
        return changed
    }

    /// The place nearest to the middle of `low..<high` that has not been passed over.
    static func middle(_ low: Int, _ high: Int, without passedOver: Set<Int>) -> Int? {
        let middle = (low + high) / 2
        return (low..<high).filter { !passedOver.contains($0) }.min { abs($0 - middle) < abs($1 - middle) }
    }

    private func compare(
        _ old: PairingRequest.Side, _ commit: String, _ folder: BuildFolder
    ) async throws -> ResultComparison? {
        let revision = Revision(name: commit, commit: commit)
        do {
            let new = try await pairing.program(.revision(revision), String(commit.prefix(12)), folder)
            let comparison = try await pairing.measure(old, new)
            let verdict = comparison.rows.first?.verdict.rawValue ?? "not there"
            StandardError.say("\(revision.label): \(cell) is \(verdict)")
            return comparison
        } catch let failure as BuiltRevision.Failure {
            StandardError.say("\(failure): passed over")
            return nil
        }
    }
}

/// Names in regular expressions.
private enum RegularExpression {
    static func escaped(_ text: String) -> String {
        text.map { $0.isLetter || $0.isNumber ? "\($0)" : "\\\($0)" }.joined()
    }
}
