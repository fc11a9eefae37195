import BenchResults
import CLibrary
import SystemPackage

/// The file of a strategy library, before any of it is read.
enum LibraryFile {
    /// The option that names it.
    static let option = "--strategy-library"
    /// How messages call one.
    static func name(_ path: String, option: String = option) -> String { "\(option) \(Legible.text(path))" }

    /// The largest that is read, to record its hash.
    private static let mostBytes = 256 << 20

    /// Makes sure that it is a file that can be read to its end: a pipe or a device may have none.
    ///
    /// - Throws: `UsageError` that says what it is.
    static func check(_ path: String, option: String = option) throws(UsageError) {
        func fail(_ reason: String) -> UsageError { UsageError("\(name(path, option: option)): \(reason)") }
        if path.isEmpty { throw UsageError("\(option) '': it names no file") }
        var status = stat()
        guard stat(path, &status) == 0 else { throw fail("\(Errno(rawValue: errno))") }
        if let kind = kind(status.st_mode) { throw fail("it is \(kind), not a file") }
        guard status.st_size <= mostBytes else { throw fail("it is larger than \(mostBytes >> 20) MiB") }
        guard access(path, R_OK) == 0 else { throw fail("\(Errno(rawValue: errno))") }
    }

    /// Nil for a regular file.
    private static func kind(_ mode: mode_t) -> String? {
        switch mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: "a folder"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }
}
