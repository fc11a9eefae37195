import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// The README tells the truth: its examples run, and what it points to is there.
@Suite("README")
struct ReadmeTests {
    private static let text: String =
        (try? String(contentsOfFile: Program.package.appending("README.md").string, encoding: .utf8)) ?? ""

    /// The arguments of every `swift run bench …` in a block of shell commands.
    static let examples: [[String]] = text.split(separator: "\n").filter { $0.hasPrefix("swift run bench ") }
        .map { line in
            let command = line.split(separator: "#")[0]
            return command.split(separator: " ").dropFirst(3).map { $0.filter { $0 != "'" } }
        }

    @Test func hasExamples() {
        #expect(Self.examples.count >= 5)
    }

    /// As written, but with one process a cell and one sample: the test is whether it works.
    @Test(arguments: examples)
    func exampleRuns(arguments: [String]) async throws {
        // The library's example is run by the tests of libraries.
        if arguments.contains("--strategy-library") { return }
        try await Program.inFolder { folder in
            if arguments.contains("profile") && !Valgrind.isThere { return }
            // Examples name files of the repository.
            let arguments = arguments.map {
                $0.hasPrefix("results/reference") ? Program.package.appending($0).string : $0
            }
            let shortened = arguments + Self.shortening(arguments)
            let run = try await Program.run(shortened, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(!run.output.isEmpty)
        }
    }

    private static func shortening(_ arguments: [String]) -> [String] {
        switch arguments.first {
        case "profile": return ["--seconds", "1"]
        case "list", "check", "doctor", "compare", "export", "history", "report": return []
        default: break
        }
        return ["--processes", "1", "--samples", "1"]
            + (arguments.contains("exact") ? ["--repeats", "1"] : [])
    }

    @Test func linkedFilesExist() {
        for match in Self.text.matches(of: /\]\((?<path>[a-zA-Z][^):]*)\)/) {
            let path = Program.package.appending(String(match.path)).string
            #expect(FileManager.default.fileExists(atPath: path), "\(path)")
        }
    }
}
