import BenchResults
import CHarnessSupport
import CLibrary
import SystemPackage

/// Where this program can be started from again.
package enum ProgramPath {
    /// The running image itself, whatever has happened to its file since. Without `/proc`, the path that the
    /// kernel was given to start it (AT_EXECFN), which is valid as long as the working folder has not
    /// changed.
    static var current: FilePath {
        let image: FilePath = "/proc/self/exe"
        if access(image.string, X_OK) == 0 { return image }
        return FilePath(sbs_executed_path().map { String(cString: $0) } ?? CommandLine.arguments[0])
    }

    /// The program's file, symbolic links followed.
    static var file: FilePath { ResultStore.resolved(current) }

    /// The folder of the program's file.
    static var folder: FilePath { file.removingLastComponent() }
}
