import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The README tells the truth: its examples run, and what it points to is there.
@Suite("README")
struct ReadmeTests {
    private static let text = (try? Repository.root.appending("README.md").text()) ?? ""

    /// The arguments of every `swift run bench …` in a block of shell commands.
    static let examples: [[String]] = text.split(separator: "\n").filter { $0.hasPrefix("swift run bench ") }
        .map { line in
            let command = line.split(separator: "#")[0]
            return command.split(separator: " ").dropFirst(3).map { $0.filter { $0 != "'" } }
        }

    @Test func hasExamples() {
        #expect(Self.examples.count >= 5)
        #expect(Self.examples.count { $0.contains("--strategy-library") } == 1)
        #expect(Self.examples.count { $0.contains("--runtime-library") } == 1)
    }

    /// As written, but with one process per cell and one sample: the test is whether it works.
    /// The examples of libraries are run by the tests of libraries.
    @Test(arguments: examples.filter { $0.allSatisfy { !$0.hasSuffix("-library") } })
    func exampleRuns(arguments: [String]) async throws {
        if arguments.contains("profile") || arguments.contains("exact") {
            try await Requirement.valgrind.orSkip()
        }
        if arguments.contains("svg") { try await Requirement.gnuplot.orSkip() }
        try await inTemporaryFolder { folder in
            // Examples name files of the repository.
            let arguments = arguments.map { argument in
                ["results/reference", "results/traces"].reduce(argument) {
                    $0.replacing($1, with: Repository.root.appending($1).string)
                }
            }
            let shortened = arguments + Self.shortening(arguments)
            let run = try await Program.bench.run(shortened, in: folder)
            // What is explored has faults.
            let status: Int32 = arguments.first == "explore" ? 3 : 0
            #expect(run.status == .exited(status), "\(run.errors)")
            #expect(!run.output.isEmpty)
        }
    }

    private static func shortening(_ arguments: [String]) -> [String] {
        switch arguments.first {
        case "profile": return ["--seconds", "1"]
        case "explore": return ["--depth", "3", "--longer", "0"]
        case "list", "check", "doctor", "compare", "export", "history", "report", "trace": return []
        case "advise": return ["--quick"]
        default: break
        }
        return ["--processes", "1", "--samples", "1"]
            + (arguments.contains("exact") ? ["--repeats", "1"] : [])
    }

    /// The contents are the headings, all of them and in their order.
    @Test func theContentsAreTheHeadings() throws {
        let headings = Self.text.matches(of: /(?m)^## (?<title>.+)$/).map { String($0.title) }
        try #require(headings.count > 10)
        let links = Self.text.matches(of: /\[(?<title>[^\]]+)\]\(#(?<anchor>[^)]+)\)/)
        #expect(links.map { String($0.title) } == headings)
        for link in links {
            let anchor = link.title.lowercased().filter { $0.isLetter || $0.isNumber || "- ".contains($0) }
            #expect(link.anchor == anchor.replacing(" ", with: "-"))
        }
    }

    /// The case in which the best strategy is not the best is said, with the command that shows it, and nobody has
    /// to ask for it.
    @Test func theWeakCaseIsSaidAndMeasured() async throws {
        #expect(Self.examples.contains { $0.contains("stack-churn/512") })
        #expect(Self.text.contains("Where `tiered` loses"))
        let run = try await Program.bench.run("--dry-run")
        #expect(run.output.contains("\nstack-churn/512:tiered\n"), "\(run.output)")
    }

    @Test func linkedFilesExist() throws {
        let links = Self.text.matches(of: /\]\((?<path>[a-zA-Z][^):]*)\)/)
        try #require(!links.isEmpty)
        for link in links {
            #expect(Repository.root.appending(String(link.path)).exists, "\(link.path)")
        }
    }
}
