import ArgumentParser
import BenchResults
import CLibrary
import Harness
import SystemPackage

/// Where everything goes that is not a result.
enum StandardError {
    /// Writes text as it is. A closed standard error is nobody's fault.
    static func write(_ text: String) {
        _ = try? FileDescriptor.standardError.writeAll(text.utf8)
    }

    /// Writes one line with the program's name in front. What it quotes, from a file or another program, is
    /// made legible, whoever has put it together.
    static func say(_ line: String) { write("bench: \(Legible.text(line, limit: longest))\n") }

    /// Characters of a line: what a message lists may be more than a name.
    private static let longest = 4000

    /// Names cells that failed, a line for each reason: where a machine lacks something, many say the same.
    ///
    /// - Throws: `ExitStatus.failure` when there are any.
    static func checkFailures(_ cells: [(name: String, reason: String)]) throws(ExitCode) {
        var reasons: [String] = []
        for cell in cells where !reasons.contains(cell.reason) { reasons.append(cell.reason) }
        for reason in reasons {
            let names = cells.filter { $0.reason == reason }.map(\.name)
            let others = names.count > 3 ? " and \(names.count - 2) others" : ""
            let named = names.prefix(others.isEmpty ? 3 : 2).joined(separator: ", ")
            say("\(named)\(others) failed: \(reason)")
        }
        if !cells.isEmpty { throw ExitCode(ExitStatus.failure) }
    }

    /// Shows what a session says: notes as lines, progress on one line of a terminal.
    @Sendable static func listen(_ event: SessionEvent) {
        switch event {
        case .note(let line): say(line)
        case .progress(let line): if isTerminal { write("\r\u{1B}[K\(Legible.text(line))") }
        case .progressEnded: if isTerminal { write("\r\u{1B}[K") }
        }
    }

    private static let isTerminal = isatty(STDERR_FILENO) == 1
}
