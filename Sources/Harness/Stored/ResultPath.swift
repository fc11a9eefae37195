import BenchResults
import FoundationEssentials
import SystemPackage

/// Where results go.
package enum ResultPath {
    /// A new file whose name is the time, to the second, and the process id, so that two programs do not
    /// share one.
    package static func new(prefix: String = "") -> FilePath {
        let time = Date().formatted(.iso8601.timeSeparator(.omitted))
        let process = ProcessInfo.processInfo.processIdentifier
        return ResultStore.localFolder.appending("\(prefix)\(time)-\(process).json")
    }

    /// A file that was named on the command line, found to be writable before anything is measured.
    ///
    /// - Parameters:
    ///   - path: as typed.
    ///   - option: what errors call it.
    /// - Returns: the same, or where the symbolic link that it is leads to.
    /// - Throws: `UsageError` when it cannot be written.
    package static func destination(
        _ path: String, option: String = "--output"
    ) throws(UsageError) -> FilePath {
        try check(path, option: option)
        do {
            return try ResultStore.destination(FilePath(path))
        } catch {
            throw UsageError("\(option): \(error)")
        }
    }

    /// Makes sure that something new can be called this: one rule for every option that names a file or a
    /// folder to be made. The program makes what was named, not what it is to lie in, but for the folders
    /// of its own.
    package static func check(_ path: String, option: String) throws(UsageError) {
        if path == "-" {
            throw UsageError(
                "\(option) -: '-' is not standard output here: give a file, or ./- for one of that name")
        }
        let folder = FilePath(path).removingLastComponent()
        var isFolder = false
        guard !folder.isEmpty, !folder.starts(with: ResultStore.localFolder) else { return }
        if !FileManager.default.fileExists(atPath: folder.string, isDirectory: &isFolder) {
            throw UsageError("\(option) \(path): there is no folder \(folder): make it first")
        }
        if !isFolder { throw UsageError("\(option) \(path): cannot write there: \(folder) is not a folder") }
    }

    /// The file that was named, or a new one.
    package static func destination(_ path: String?, prefix: String) throws(UsageError) -> FilePath {
        try destination(path ?? new(prefix: prefix).string, option: "--output")
    }

    /// Makes sure that the run of a result can be resumed.
    ///
    /// - Throws: `UsageError` when there is a result, but nothing that remains to be done.
    package static func checkResumable(_ path: String) throws(UsageError) {
        guard !Journal.exists(for: FilePath(path)), let header = try? ResultStore.header(of: FilePath(path)),
            header.schema == BenchResult.schemaName
        else { return }
        throw UsageError(
            header.isComplete == true
                ? "--resume \(path): the run is complete, so nothing is left to measure: "
                    + "bench report \(path) shows it"
                : "--resume \(path): its journal, \(Journal.path(for: FilePath(path))), is not there: start anew"
        )
    }
}
