import FoundationEssentials
import SystemPackage

/// Names for temporary files and folders.
enum TemporaryPath {
    /// An unused path in the system's folder for temporary files (TMPDIR).
    static func new(_ prefix: String, _ suffix: String = "") -> FilePath {
        FilePath(FileManager.default.temporaryDirectory.path).appending(
            "\(prefix)\(UUID().uuidString)\(suffix)")
    }
}
