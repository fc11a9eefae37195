import FoundationEssentials
import SystemPackage

/// The command lines of all processes of this machine, with NUL between arguments.
package enum CommandLines {
    /// Those that still contain texts after a while: a process that dies with another does so a moment later.
    package static func left(containing texts: String...) async throws -> [String] {
        for _ in 0..<100 where try !containing(texts).isEmpty {
            try await Task.sleep(for: .milliseconds(100))
        }
        return try containing(texts)
    }

    /// Those that contain texts. Processes that have ended have none.
    private static func containing(_ texts: [String]) throws -> [String] {
        try FilePath("/proc").entries().filter { $0.allSatisfy(\.isNumber) }
            .compactMap { try? FilePath("/proc/\($0)/cmdline").text() }.filter { line in
                texts.allSatisfy(line.contains)
            }
    }
}
