import BenchResults
import CLibrary
import Cells
import MachineInspection
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
        let files = try files(in: folders)
        let named = folders.isEmpty ? standardFolders : folders
        let nothing = UsageError("there is no result in \(named.joined(separator: " or ")): run bench first")
        // Nothing is made where there is nothing.
        if files.isEmpty { throw nothing }
        let order = try SourceTree.commitOrder()
        let (history, results) = try indexed(files, listener) { results in
            (try results.history(order: order.places, where: { isWanted($0, cell) }), results)
        }
        for error in results.skipped where !error.isOfShard { listener(.note("skipped: \(error)")) }
        if let note = shards(results.skipped.filter(\.isOfShard)) { listener(.note(note)) }
        if results.entries.isEmpty { throw nothing }
        for note in [copies(results.copies), strangers(in: history, gap: order.gap)] {
            if let note { listener(.note(note)) }
        }
        guard !history.cells.isEmpty else {
            let (known, cells) = results.names
            let near = UnknownName(cell ?? "", choices: known + cells).suggestion
            let choices = UnknownName(cell ?? "", choices: known).choosing(after: near)
            throw UsageError("no result has '\(cell ?? "")'; \(choices), or a cell of one of them")
        }
        return history
    }

    private static func copies(_ copies: [(file: String, of: String)]) -> String? {
        guard let first = copies.first else { return nil }
        let others = copies.count > 1 ? ", and \(copies.count - 1) more" : ""
        return "files with the same contents count once: \(first.file) is \(first.of)\(others)"
    }

    /// A run may have hundreds of them.
    private static func shards(_ skipped: [StoreError]) -> String? {
        guard let first = skipped.first else { return nil }
        return skipped.count == 1
            ? "skipped: \(first)" : "skipped: \(first); so are \(skipped.count - 1) more"
    }

    /// Which sessions have no place among the commits.
    private static func strangers(in history: History, gap: String?) -> String? {
        let others = history.sessions.filter { !$0.isByCommit }
        if others.isEmpty { return nil }
        if !history.isByCommit {
            return gap.map { "in order of time, as the order of the commits is not known: \($0)" }
        }
        var seen: Set<String> = []
        let commits = others.map { $0.commit.value.map { String($0.prefix(12)) } ?? "unknown" }
            .filter { seen.insert($0).inserted }
        let named = commits.prefix(5).joined(separator: ", ")
        let more = commits.count > 5 ? " and \(commits.count - 5) more" : ""
        return "placed by time, as git has these commits not before HEAD: \(named)\(more)"
            + (gap.map { " (\($0))" } ?? "")
    }

    private static func isWanted(_ candidate: ResultDigest.Cell, _ cell: String?) -> Bool {
        guard let cell else { return candidate.kind == .strategy }
        return candidate.name == cell || (candidate.workload == cell && candidate.kind == .strategy)
    }

    private static func files(in named: [String]) throws -> [FilePath] {
        try (named.isEmpty ? standardFolders : named).flatMap { folder in
            if let files = ResultFolder.files(in: FilePath(folder)) { return files }
            if named.isEmpty { return [] }
            throw UsageError("--results \(folder): it is no folder that can be read")
        }
    }

    /// Where results are indexed: in an ignored folder.
    package static let index = ResultStore.localFolder.appending("index.sqlite")

    /// Does something with results in the index; when that is damaged, in a new one, and in none when that is of no use
    /// either.
    private static func indexed<Value>(
        _ files: [FilePath], _ listener: SessionListener, _ body: (IndexedResults) throws -> Value
    ) throws -> Value {
        func attempt(_ index: ResultIndex) throws -> Value {
            let value = try body(try IndexedResults(files, index))
            if let trouble = index.trouble {
                listener(.note("files are read without the index \(Self.index): \(trouble)"))
            }
            return value
        }
        do {
            return try attempt(try ResultIndex(Self.index))
        } catch is IndexDamage {
            if unlink(Self.index.string) == 0, let value = try? attempt(try ResultIndex(Self.index)) {
                listener(.note("the index \(Self.index) was damaged or of another version: it is made anew"))
                return value
            }
            listener(.note("files are read without the index \(Self.index), which is damaged: remove it"))
            return try attempt(ResultIndex())
        }
    }
}
