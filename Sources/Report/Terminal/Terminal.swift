import CLibrary
import FoundationEssentials

/// What the reader of a terminal's output can be shown.
package struct Terminal: Sendable {
    /// Whether it shows colours.
    let hasColours: Bool
    /// Characters in a line; nil where lines may be of any length.
    let width: Int?

    /// Describes a terminal.
    package init(hasColours: Bool, width: Int?) {
        (self.hasColours, self.width) = (hasColours, width)
    }

    /// Standard output as it is now. A file or a pipe has no colours and no width; `NO_COLOR`
    /// (https://no-color.org) and `TERM=dumb` turn colours off, `COLUMNS` sets another width.
    package static var standardOutput: Terminal {
        let environment = ProcessInfo.processInfo.environment
        let isTerminal = isatty(STDOUT_FILENO) == 1
        let wantsColours = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        let columns = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        return Terminal(
            hasColours: isTerminal && wantsColours && environment["TERM"] != nil,
            width: columns ?? (isTerminal ? windowWidth : nil))
    }

    private static var windowWidth: Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}
