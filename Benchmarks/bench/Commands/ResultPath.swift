import BenchResults
import FoundationEssentials
import SystemPackage

/// Where results go that are not named.
enum ResultPath {
    /// A new file whose name is the time, to the second, and the process id, so that two programs do not
    /// share one.
    static func new(prefix: String = "") -> FilePath {
        let time = Date().formatted(.iso8601.timeSeparator(.omitted))
        let process = ProcessInfo.processInfo.processIdentifier
        return ResultStore.localFolder.appending("\(prefix)\(time)-\(process).json")
    }
}
