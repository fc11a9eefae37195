import BenchResults
import BoundsStrategies
import CallbackRuntime
import Cells
import FoundationEssentials
import Processes
import SystemPackage

/// The safety verdicts of a side: what its own `bench check` says of the strategies that are compared.
struct SafetyPairing {
    /// Names of the strategies; nil for all that a program has.
    private let strategies: [String]?

    /// - Parameter selection: the cells; where no strategy was chosen, verdicts of all are compared.
    /// - Throws: `UsageError` for names that are not there.
    init(of selection: CellSelection) throws(UsageError) {
        guard !selection.strategies.isDefault || !selection.filter.isEmpty else {
            strategies = nil
            return
        }
        let floor = StrategyCatalogue.floor.name
        var names: [String] = []
        for cell in try selection.blocks(plugIns: []).flatMap(\.strategyCells) {
            let name = cell.subject.label
            if !names.contains(name), name != floor || selection.names(floor) { names.append(name) }
        }
        strategies = names
    }

    /// Plays the scenarios.
    ///
    /// - Returns: the verdicts, and why there are none; a program that has no scenarios has no verdicts.
    func verdicts(of side: PairedProgram) throws -> (side: ComparableSide, gap: String?) {
        let none = ComparableSide(label: side.label)
        var names = "all"
        if let strategies {
            let listing = try ProgramListing.of(FilePath(side.path))
            let known = strategies.filter(listing.hasStrategy)
            if known.isEmpty {
                return (none, "\(side.label) has none of the strategies: no safety verdicts were compared.")
            }
            names = known.joined(separator: ",")
        }
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let file = folder.path.appending("check.json")
        var launch = ProcessLaunch(
            .path(FilePath(side.path)),
            ["check", "--strategy", names, "--format", "json", "--seed", "1", "--output", file.string],
            deadline: .seconds(600))
        launch.stopsWithParent = true
        let ended = try launch.run()
        // 3 says that verdicts are not those on record, which is nothing here.
        guard ended.isSuccess || ended.end == .exited(ExitStatus.deviation),
            let result = try? ResultStore.read(file, as: CheckResult.self)
        else {
            let said = ended.errors.split(whereSeparator: \.isNewline).last ?? "it does not say why"
            let reason = ended.end == .timedOut ? "it did not end" : String(said)
            return (
                none, "bench check of \(side.label) failed, so no safety verdicts were compared: \(reason)"
            )
        }
        return (ComparableSide(result, label: side.label), nil)
    }
}

extension CellSelection {
    /// Whether a strategy was chosen by its name.
    fileprivate func names(_ strategy: String) -> Bool {
        strategies.names.contains { $0.split(separator: ",").contains { $0 == strategy || $0 == "all" } }
    }
}
