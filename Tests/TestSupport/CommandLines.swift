import FoundationEssentials
import SystemPackage

/// The command lines of all processes of this machine, with NUL between arguments.
package enum CommandLines {
    /// Those that contain a text. Processes that have ended have none.
    package static func containing(_ text: String) throws -> [String] {
        try FilePath("/proc").entries().filter { $0.allSatisfy(\.isNumber) }
            .compactMap { try? FilePath("/proc/\($0)/cmdline").text() }.filter { $0.contains(text) }
    }
}
