import BenchResults
import Cells
import ChildProtocol
import SystemPackage

/// The history of cells over folders of results.
package enum StoredHistory {
    /// Where results are looked for unless folders are named.
    package static let standardFolders = ["results/reference", ResultStore.localFolder.string]

    /// Reads the results and puts them in order.
    ///
    /// - Parameters:
    ///   - cell: a cell, or a workload for all its strategies; nil for all strategies of all workloads.
    ///   - folders: none for the standard ones, which need not be there.
    ///   - listener: told what was skipped. A file that is no result must not hide the others; those of
    ///     other kinds (the verdicts on record) are no concern of this.
    /// - Returns: the history, with at least one cell.
    /// - Throws: `UsageError` when nothing is found.
    package static func read(
        of cell: String?, in folders: [String], listener: SessionListener
    ) throws -> History {
        let found = try results(in: folders, listener: listener)
        let order = try SourceTree.commitOrder()
        let history = History(of: found, commitOrder: order.places, where: { isWanted($0, cell) })
        if !history.isByCommit, let gap = order.gap {
            listener(.note("in order of time, as the order of the commits is not known: \(gap)"))
        }
        guard !history.cells.isEmpty else {
            let names = found.flatMap { $0.result.workloads.map(\.name) }
            let known = names.enumerated().filter { names.firstIndex(of: $1) == $0 }.map(\.element)
            let cells = found.flatMap { $0.result.cells.map(\.name) }
            let near = UnknownName(cell ?? "", choices: known + cells).suggestion
            let choices = UnknownName(cell ?? "", choices: known).choosing(after: near)
            throw UsageError("no result has '\(cell ?? "")'; \(choices), or a cell of one of them")
        }
        return history
    }

    private static func isWanted(_ candidate: CellResult, _ cell: String?) -> Bool {
        guard let cell else { return candidate.kind == .strategy }
        return candidate.name == cell || (candidate.workload == cell && candidate.kind == .strategy)
    }

    private static func results(
        in named: [String], listener: SessionListener
    ) throws -> [(file: String, result: BenchResult)] {
        let folders = named.isEmpty ? standardFolders : named
        var found: [(file: String, result: BenchResult)] = []
        for folder in folders {
            guard let files = ResultFolder.files(in: FilePath(folder)) else {
                if named.isEmpty { continue }
                throw UsageError("--results \(folder): it is no folder that can be read")
            }
            for file in files {
                do throws(StoreError) {
                    found.append((file.string, try ResultStore.read(file)))
                } catch {
                    if !error.isOtherKind { listener(.note("skipped: \(error)")) }
                }
            }
        }
        if found.isEmpty {
            throw UsageError("there is no result in \(folders.joined(separator: " or ")): run bench first")
        }
        return found
    }
}
