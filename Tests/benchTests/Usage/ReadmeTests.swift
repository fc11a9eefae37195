import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The README and the pages behind it tell the truth: their examples run, and what they point to is there.
@Suite("README")
struct ReadmeTests {
    /// Paths in the repository, the README first.
    private static let pages: [String] =
        ["README.md"]
        + ((try? Repository.root.appending("docs").entries()) ?? []).filter { $0.hasSuffix(".md") }.sorted()
        .map { "docs/\($0)" }
    private static func text(of page: String) -> String {
        (try? Repository.root.appending(page).text()) ?? ""
    }
    private static let readme = text(of: "README.md")
    private static let text = pages.map(text).joined(separator: "\n")

    /// The arguments of every `swift run bench …` in a block of shell commands.
    static let examples: [[String]] = text.split(separator: "\n").filter { $0.hasPrefix("swift run bench ") }
        .map { line in
            let command = line.split(separator: "#")[0]
            return command.split(separator: " ").dropFirst(3).map { $0.filter { $0 != "'" } }
        }

    @Test func hasExamples() {
        #expect(Self.examples.count >= 5)
        #expect(Self.readme.contains("--strategy-library ./wide_window.so"))
        #expect(Self.examples.count { $0.contains("--runtime-library") } == 1)
    }

    /// As written, but with one process per cell and one sample: the test is whether it works.
    /// Those of runtimes' libraries are run by the tests of these.
    @Test(arguments: examples.filter { !$0.contains("--runtime-library") })
    func exampleRuns(arguments: [String]) async throws {
        if arguments.contains("profile") || arguments.contains("exact") {
            try await Requirement.valgrind.orSkip()
        }
        if arguments.contains("svg") { try await Requirement.gnuplot.orSkip() }
        try await inTemporaryFolder { folder in
            if arguments.contains("./wide_window.so") {
                _ = try await PlugIn.builtExample(as: "wide_window", in: folder)
            }
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
            #expect(!run.output.isEmpty || arguments.contains("--output"))
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

    /// One screen or two; the rest is behind links.
    @Test func theReadmeIsShortAndLeadsToEveryPage() {
        #expect(Self.readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 160)
        for page in Self.pages.dropFirst() { #expect(Self.readme.contains("(\(page))"), "\(page)") }
    }

    /// In the README every line; on the other pages all that is not a table, a link, or made of a program's output.
    @Test func noLineIsLong() {
        for page in Self.pages {
            var (isCode, isMade) = (false, false)
            for line in Self.text(of: page).split(separator: "\n") {
                if line.hasPrefix("```") { isCode.toggle() }
                if line.hasPrefix("<!-- ") { isMade = line.hasPrefix("<!-- made by ") }
                let isExempt =
                    page != "README.md" && (isCode || isMade || line.hasPrefix("|") || line.hasPrefix("["))
                #expect(isExempt || line.count <= 110, "\(page): \(line)")
            }
        }
    }

    /// The case in which the best strategy is not the best is said, with the command that shows it, and nobody has
    /// to ask for it.
    @Test func theWeakCaseIsSaidAndMeasured() async throws {
        #expect(Self.examples.contains { $0.contains("stack-churn/512") })
        #expect(Self.readme.contains("Where `tiered` loses"))
        let run = try await Program.bench.run("--dry-run")
        #expect(run.output.contains("\nstack-churn/512:tiered\n"), "\(run.output)")
    }

    /// Files, and headings of pages.
    @Test func whatIsLinkedExists() throws {
        for page in Self.pages {
            let folder = Repository.root.appending(page).removingLastComponent()
            let links = Self.text(of: page).matches(
                of: /\]\((?<path>[a-zA-Z.][^):#]*)(?:#(?<anchor>[^)]+))?\)/)
            for link in links {
                let path = folder.appending(String(link.path)).lexicallyNormalized()
                #expect(path.exists, "\(page): \(link.path)")
                guard let anchor = link.anchor else { continue }
                let headings = try path.text().matches(of: /(?m)^#+ (?<title>.+)$/).map { heading in
                    heading.title.lowercased().filter { $0.isLetter || $0.isNumber || "- ".contains($0) }
                        .replacing(" ", with: "-")
                }
                #expect(headings.contains(String(anchor)), "\(page): #\(anchor)")
            }
        }
        #expect(Self.readme.contains("](docs/"))
    }
}
