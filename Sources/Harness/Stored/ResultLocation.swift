import BenchResults
import FoundationEssentials
import SystemPackage

/// What somebody names to have it compared: a result's file, the name of a saved baseline, or a commit that
/// has results under `results/`.
package struct ResultLocation {
    /// Where baselines are saved.
    package static let baselines = ResultStore.localFolder.appending("baselines")
    /// The folder that commits' results are looked for in.
    static let results: FilePath = "results"

    /// The file of a baseline.
    ///
    /// - Throws: `UsageError` for a name that is not one.
    static func baseline(_ name: String) throws(UsageError) -> FilePath {
        let isName =
            name.utf8.count <= 100 && name.first.map { $0.isLetter || $0.isNumber } == true
            && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
        guard isName else {
            throw UsageError("baseline '\(name)': letters, digits, '.', '_' and '-', a letter or digit first")
        }
        return baselines.appending("\(name).json")
    }

    /// The files that a name stands for: one, or the newest run and the newest check of a commit.
    static func files(_ name: String) throws -> (label: String, paths: [FilePath]) {
        if isFile(FilePath(name)) { return (name, [FilePath(name)]) }
        if let path = try? baseline(name), isFile(path) { return (name, [path]) }
        let revision = try commit(name)
        let paths = newest(of: revision.commit)
        if paths.isEmpty {
            throw UsageError(
                "\(revision.label) has no result under \(results): run bench there, or bench commits measures it"
            )
        }
        return (revision.label, paths)
    }

    /// The commit that a name stands for which is nothing else.
    private static func commit(_ name: String) throws -> Revision {
        var reason: String?
        do {
            switch try Revision.lookUp(name, in: Git(folder: ".")) {
            case .found(let revision): return revision
            case .missing(let why): reason = why
            }
        } catch let failure as Git.Failure {
            reason = "\(failure)"
        }
        let saved = names(in: baselines).map { String($0.dropLast(".json".count)) }
        let choices = saved.isEmpty ? "there are none" : saved.joined(separator: ", ")
        throw UsageError(
            "'\(name)' is neither a file, nor a saved baseline (\(choices)), nor a commit of this tree"
                + (reason.map { ": \($0)" } ?? "")
                + (UnknownName(name, choices: saved).suggestion.map { "; \($0)" } ?? ""))
    }

    /// The newest complete results of a clean tree at a commit.
    private static func newest(of commit: String) -> [FilePath] {
        var run: (path: FilePath, time: Int)?
        var check: (path: FilePath, time: Int)?
        for path in resultFiles() {
            guard let header = try? ResultStore.header(of: path), header.commit == commit,
                header.isDirty == false
            else { continue }
            switch header.schema {
            case BenchResult.schemaName
            where header.isComplete == true && !header.isShard && header.finishedAt >= run?.time ?? 0:
                run = (path, header.finishedAt)
            case CheckResult.schemaName where header.finishedAt >= check?.time ?? 0:
                check = (path, header.finishedAt)
            default: break
            }
        }
        return [run?.path, check?.path].compactMap { $0 }
    }

    /// Every JSON file in `results/` and its folders, one level down.
    private static func resultFiles() -> [FilePath] {
        let folders = [results] + names(in: results).map { results.appending($0) }
        return folders.flatMap { folder in
            names(in: folder).filter { $0.hasSuffix(".json") }.map { folder.appending($0) }
        }
    }

    private static func names(in folder: FilePath) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? []).sorted()
    }

    private static func isFile(_ path: FilePath) -> Bool {
        var isFolder = false
        let path = MachinePlace(path).file
        return !path.isEmpty && FileManager.default.fileExists(atPath: path.string, isDirectory: &isFolder)
            && !isFolder
    }
}
