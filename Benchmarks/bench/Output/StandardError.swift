import CLibrary
import Harness
import SystemPackage

/// Where everything goes that is not a result.
enum StandardError {
    /// Writes text as it is. A closed standard error is nobody's fault.
    static func write(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }

    /// Writes one line with the program's name in front.
    static func say(_ line: String) { write("bench: \(line)\n") }

    /// Shows what a session says: notes as lines, progress on one line of a terminal.
    @Sendable static func listen(_ event: SessionEvent) {
        switch event {
        case .note(let line): say(line)
        case .progress(let line): if isTerminal { write("\r\u{1B}[K\(line)") }
        case .progressEnded: if isTerminal { write("\r\u{1B}[K") }
        }
    }

    private static let isTerminal = isatty(STDERR_FILENO) == 1
}
