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
    ///   - option: what errors call it; nil for `--output`, whose path says enough.
    /// - Returns: the same, or where the symbolic link that it is leads to.
    /// - Throws: `UsageError` when it cannot be written.
    package static func destination(_ path: String, option: String? = nil) throws(UsageError) -> FilePath {
        do {
            return try ResultStore.destination(FilePath(path))
        } catch {
            throw UsageError(option.map { "\($0): \(error)" } ?? "\(error)")
        }
    }

    /// The file that was named, or a new one.
    package static func destination(_ path: String?, prefix: String) throws(UsageError) -> FilePath {
        try destination(path ?? new(prefix: prefix).string)
    }
}
