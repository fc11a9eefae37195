import ArgumentParser
import BenchResults
import SystemPackage

/// `bench compare`: results that exist.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare results that exist, and say what changed.",
        discussion: """
            Each side is a file, the name of a saved baseline, or a commit that has results under results/. \
            With one argument, the comparison in that file is shown. Stored results were measured at \
            different times: to compare commits, bench commits measures them in turn.
            Exit status 3: something is slower or has newly died, or a safety verdict has changed.
            """)

    @Argument(help: ArgumentHelp("The results to compare.", valueName: "old> <new"))
    var sides: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only cells whose name, workload:strategy, matches the regular expression.", valueName: "regex"))
    var filter: String?

    @OptionGroup var comparison: ComparisonOptions

    func run() async throws {
        switch sides.count {
        case 1:
            let (_, paths) = try await ResultLocation.files(sides[0])
            guard filter == nil else { throw UsageError("--filter goes with two results") }
            try comparison.finish(try ResultStore.read(paths[0], as: ResultComparison.self))
        case 2:
            let old = try filtered(try await StoredSide.read(sides[0]))
            let new = try filtered(try await StoredSide.read(sides[1]))
            try StoredSide.check(old, new)
            try comparison.finish(ResultComparison(stored: old, new, rules: comparison.rules))
        default:
            throw UsageError(
                "compare takes two results, or one comparison; there are \(sides.count) arguments")
        }
    }

    private func filtered(_ side: ComparableSide) throws(UsageError) -> ComparableSide {
        guard let filter else { return side }
        let isWanted = try CellPattern(filter, option: "--filter")
        var side = side
        side.cells.removeAll { !isWanted("\($0.workload):\($0.subject)") }
        return side
    }
}

/// Stored results as sides of a comparison.
enum StoredSide {
    /// Reads what a name stands for.
    static func read(_ name: String) async throws -> ComparableSide {
        let (label, paths) = try await ResultLocation.files(name)
        var side = ComparableSide(label: label)
        for path in paths { side = side.joined(with: try read(path, label)) }
        return side
    }

    /// What both sides must have something of.
    static func check(_ old: ComparableSide, _ new: ComparableSide) throws(UsageError) {
        if old.cells.isEmpty && old.verdicts.isEmpty {
            throw UsageError("\(old.label) has no cell to compare")
        }
        if new.cells.isEmpty && new.verdicts.isEmpty {
            throw UsageError("\(new.label) has no cell to compare")
        }
        if old.cells.isEmpty != new.cells.isEmpty, old.verdicts.isEmpty != new.verdicts.isEmpty {
            throw UsageError("one of \(old.label) and \(new.label) is a run, the other a check")
        }
    }

    private static func read(_ path: FilePath, _ label: String) throws -> ComparableSide {
        switch try MeasuredFile.read(path) {
        case .imported(let benchmarks): return ComparableSide(benchmarks, label: label)
        case .stored(.run(let result)): return ComparableSide(result, label: label)
        case .stored(.check(let result)): return ComparableSide(result, label: label)
        case .stored(.record(let record)): return ComparableSide(label: label, verdicts: record.verdicts)
        case .stored(.comparison):
            throw UsageError("\(path) is a comparison: bench compare \(path) shows it")
        case .stored(.otherVersion(let found, let wanted)):
            throw UsageError("\(path): \(found), this program reads \(wanted)")
        }
    }
}
