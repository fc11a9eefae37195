import CLibrary
import FoundationEssentials
import SystemPackage

/// Names for temporary files and folders.
enum TemporaryPath {
    /// An unused path in the system's folder for temporary files (TMPDIR).
    static func new(_ prefix: String, _ suffix: String = "") -> FilePath {
        FilePath(FileManager.default.temporaryDirectory.path).appending(
            "\(prefix)\(UUID().uuidString)\(suffix)")
    }

    /// Makes the folder of a path that `new` gave, for this user alone.
    ///
    /// - Throws: one line that says why not, and what to do.
    static func makeFolder(_ path: FilePath) throws(CommandStopped) {
        guard mkdir(path.string, 0o700) != 0 else { return }
        let error = Errno(rawValue: errno)
        throw CommandStopped(
            "cannot make a folder in \(path.removingLastComponent()): \(error): name another one in TMPDIR")
    }
}
