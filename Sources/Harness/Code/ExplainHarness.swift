import BenchResults
import Cells
import FoundationEssentials
import PerfCounters
import Processes
import SystemPackage
import Workloads

/// Carries out `bench explain`: builds both sides if need be, and counts one cell of both.
package struct ExplainHarness: Sendable {
    private let sides: (old: String, new: String)
    private let cell: CellID
    private let cpu: Int?
    private let usesCache: Bool
    private let listener: SessionListener

    /// - Parameters:
    ///   - sides: commits or programs, as `bench commits` takes them.
    ///   - cell: `workload:strategy`.
    ///   - cpu: the CPU to run on; nil for any.
    ///   - usesCache: whether programs are taken from the cache of those that were built before, and kept in it.
    ///   - listener: told what is built.
    /// - Throws: `UsageError` for what is not the name of a cell that can be counted.
    package init(
        _ sides: (old: String, new: String), cell: String, cpu: Int?, usesCache: Bool,
        listener: @escaping SessionListener
    ) throws {
        guard let named = CellID(cell) else {
            throw UsageError("explain '\(cell)': a cell is workload:strategy, as in thread:fixed")
        }
        let settings = ProfileSettings(
            strategy: named.subject.label, workload: named.workload, strategyLibraries: [], source: .exact,
            seconds: 1, cpu: cpu)
        let (checked, workload) = try settings.checked(listener)
        self.cell = CellID(workload: workload.name, subject: .strategy(checked.strategy))
        (self.sides, self.cpu, self.usesCache, self.listener) = (sides, cpu, usesCache, listener)
    }

    /// Builds and counts.
    ///
    /// - Throws: `CommandStopped` where it cannot be counted, a commit does not build, or a signal came;
    ///   `UsageError` for sides that do not have the cell.
    package func run() throws -> CellExplanation {
        do {
            return try CommandStopped.onInterruption {
                let (old, new) = try CommitSides.named(old: sides.old, new: sides.new).resolved()
                let isBuilding = old.commit != nil || new.commit != nil
                let folder = try BuildFolder(
                    Git(folder: "."), usesCache: usesCache && isBuilding, hasLayouts: false,
                    listener: listener)
                return try folder.removedAtEnd {
                    try explain(
                        try folder.program(of: old, named: "old"), try folder.program(of: new, named: "new"))
                }
            }
        } catch let reason as CounterUnavailability {
            throw CommandStopped("\(cell): \(reason)")
        } catch
            where error is BuiltRevision.Failure || error is Git.Failure
            || error is Disassembler.Failure || error is ProgramListing.Unusable
        {
            throw CommandStopped("\(error)")
        }
    }

    private func explain(_ old: PairedProgram, _ new: PairedProgram) throws -> CellExplanation {
        let listings = try [old, new].map { try ProgramListing.of(FilePath($0.path)) }
        if let difference = listings[0].difference(from: listings[1], cell.workload, cell.subject.label) {
            throw UsageError("\(cell): \(difference.reason)")
        }
        let finder = try CauseFinder(
            old: (FilePath(old.path), listings[0].hasChannel == true),
            new: (FilePath(new.path), listings[1].hasChannel == true), cpu: cpu)
        defer {
            finder.removeFiles()
            listener(.progressEnded)
        }
        listener(.progress("counting \(cell)"))
        let finding = try finder.find(cell, isDetailed: true)
        guard let difference = finding.difference else {
            throw CommandStopped("\(cell): \(finding.cause.reason ?? "nothing was counted")")
        }
        return CellExplanation(cell, old: old.label, new: new.label, cause: finding.cause, difference)
    }
}
