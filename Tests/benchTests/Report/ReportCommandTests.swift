import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `bench report` as it is typed.
@Suite struct ReportCommandTests {
    private static let result = Repository.reference.appending("result.json").string
    private static let sweep = Repository.reference.appending("sweep.json").string
    private static let record = Repository.reference.appending("expectations.json").string

    @Test func thePageAnswersTheQuestions() async throws {
        let run = try await Program.bench.run("report", Self.result, Self.sweep, Self.record)
        #expect(run.status == .exited(0))
        #expect(run.output.hasPrefix("<!DOCTYPE html>"))
        for part in [
            "Cost and safety", "Cost against faults", "Growth", "Counters", "Environment", "Notes",
        ] {
            #expect(run.output.contains(part), "\(part)")
        }
        #expect(!run.output.contains("\0"))
    }

    @Test func theFileIsWrittenAndNamed() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run("report", Self.result, "-o", "report.html", in: folder)
            #expect(run.status == .exited(0))
            #expect(run.output.isEmpty)
            #expect(run.complaints == ["bench: report: report.html"])
            let written = try folder.entries()
            #expect(written == ["report.html"])
        }
    }

    @Test(arguments: [
        ["--format", "svg"], ["--figure", "cost"], ["--format", "svg", "--figure", "growth"], ["--png"],
        ["--format", "markdown", "--png", "-o", "x.md"], ["--format", "pdf"], ["-o", "/proc/none/x.html"],
    ])
    func whatIsNotPossibleIsOneLineAndStatus2(options: [String]) async throws {
        let run = try await Program.bench.run(["report", Self.result] + options)
        #expect(run.status == .exited(2))
        #expect(run.output.isEmpty)
        #expect(run.complaints.count == 1, "\(run.errors)")
    }

    @Test func anUnknownFigureNamesThoseThereAre() async throws {
        let run = try await Program.bench.run(
            "report", Self.result, Self.record, "--format", "svg", "--figure", "\u{1B}[31mx")
        #expect(run.status == .exited(2))
        #expect(
            run.errors == "bench: --figure '⟨U+001B⟩[31mx': there is none; choose from cost, pareto, tails\n")
    }

    @Test func aResultIsNotReplacedByItsReport() async throws {
        try await inTemporaryFolder { folder in
            let copy = folder.appending("r.json")
            try FileManager.default.copyItem(atPath: Self.result, toPath: copy.string)
            let run = try await Program.bench.run("report", "r.json", "-o", "./r.json", in: folder)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1)
            #expect(
                try copy.data() == FilePath(Self.result).data())
        }
    }

    @Test(arguments: ["", "{", "[]", "{\"schema\": \"x\", \"schemaVersion\": 1}", "{\"schema\": 1}"])
    func whatIsNoResultIsOneLineAndWritesNothing(text: String) async throws {
        try await inTemporaryFolder { folder in
            try folder.appending("bad.json").write(text)
            let run = try await Program.bench.run(
                "report", Self.result, "bad.json", "-o", "r.html", in: folder)
            #expect(run.status == .exited(2))
            #expect(run.complaints.count == 1)
            #expect(run.errors.contains("bad.json"))
            #expect(!folder.appending("r.html").exists)
        }
    }

    @Test func markdownIsForPullRequests() async throws {
        let run = try await Program.bench.run("report", Self.result, Self.record, "--format", "markdown")
        #expect(run.status == .exited(0))
        #expect(run.output.hasPrefix("## "))
        let tables = run.output.split(separator: "\n\n").filter { $0.hasPrefix("|") }
        #expect(tables.count > 2)
        for table in tables {
            // A row of another length is not of the table.
            let columns = Set(table.split(separator: "\n").map { row in row.count { $0 == "|" } })
            #expect(columns.count == 1, "\(table)")
        }
    }

    @Test func theTableIsTheOneOfTheRun() async throws {
        let run = try await Program.bench.run("report", Self.result, "--format", "table")
        #expect(run.status == .exited(0))
        #expect(run.output.contains("Cost of a callback, less what the floor, none, costs in the same round"))
        #expect(run.output.contains("\nthread: one pthread"))
        #expect(!run.output.contains("\u{1B}"))
    }

    @Test func withoutGnuplotThePageHasTablesAndSaysSo() async throws {
        let run = try await Program.bench.run(
            ["report", Self.result, Self.record], environment: ["PATH": "/nonexistent"])
        #expect(run.status == .exited(0))
        #expect(run.errors.contains("gnuplot-nox"))
        #expect(run.output.contains("apt-get install gnuplot-nox"))
        #expect(!run.output.contains("<svg"))
        #expect(run.output.contains("<table"))
    }
}
