import BenchResults
import CLibrary
import Processes

/// A strategy library ended a child while it was loaded, or can no longer be loaded. Every row loads it, so there
/// is nothing to measure: one line.
struct LibraryStopped: Error, CustomStringConvertible {
    let description: String

    /// A child said that it would load a library and nothing after that.
    ///
    /// - Parameters:
    ///   - path: the library.
    ///   - ended: the child.
    ///   - failure: why the child gave up, if it says so.
    /// - Throws: `LibraryStopped`, but not when the child was killed from outside.
    static func check(_ path: String, _ ended: EndedProcess, failure: String?) throws(LibraryStopped) {
        if ended.end == .signaled(SIGKILL) { return }
        let fault = failure.map { LibraryFault($0) } ?? LibraryFault(ended, "while it was loaded")
        throw LibraryStopped(description: "\(LibraryFile.name(path)): \(fault)")
    }
}
