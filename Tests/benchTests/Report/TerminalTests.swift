import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The heat map in terminals of several kinds, provided by script(1).
@Suite(.requires(.script))
struct TerminalTests {
    private static let escape = "\u{1B}["

    private func table(_ environment: [String: String?]) async throws -> String {
        let result = Repository.reference.appending("result.json")
        let run = try await #require(Program(named: "script")).run(
            ["-qec", "'\(Program.bench.path)' report '\(result)' --format table", "/dev/null"],
            environment: environment)
        #expect(run.status == .exited(0))
        return run.output
    }

    /// What bench says in a terminal of 100 columns.
    private func terminal(_ command: String, in folder: FilePath) async throws -> String {
        let run = try await #require(Program(named: "script")).run(
            ["-qec", "'\(Program.bench.path)' \(command)", "/dev/null"], in: folder,
            environment: ["COLUMNS": "100", "TERM": "xterm-256color", "NO_COLOR": nil])
        #expect(run.status == .exited(0))
        return run.output
    }

    private static let few = "--workload thread,nested/4 --strategy fixed,requery --processes 2 --samples 2"

    /// The costs come last and in one table; a pipe gets every row, as does who asks for it.
    @Test func aRunIsBriefInATerminal() async throws {
        try await inTemporaryFolder { folder in
            let brief = try await terminal("run \(Self.few) --output r.json", in: folder)
            #expect(brief.contains("requery") && brief.contains("~0"))
            #expect(!brief.contains("ns/callback"))
            let stored = try await terminal("report r.json --format brief", in: folder)
            #expect(brief.hasSuffix(stored))
            let long = try await terminal("run \(Self.few) --format table", in: folder)
            #expect(long.contains("ns/callback"))
            let counted = try await terminal("run \(Self.few) --latency", in: folder)
            #expect(counted.contains("Latency tails"))
            let piped = try await Program.bench.run(
                ["run"] + Self.few.split(separator: " ").map(String.init), in: folder)
            #expect(piped.output.contains("ns/callback"))
        }
    }

    /// Whatever is named beside it, a run is said to be where it is.
    @Test func aBriefFormNamesItsOwnFile() async throws {
        let (record, run) = (
            Repository.reference.appending("expectations.json").string,
            Repository.reference.appending("result.json").string
        )
        let brief = try await Program.bench.run("report", record, run, "--format", "brief")
        #expect(brief.output.contains("bench report \(run) --format table"))
        #expect(!brief.output.contains(record))
    }

    @Test func onlyARunHasABriefForm() async throws {
        let record = Repository.reference.appending("expectations.json").string
        let run = try await Program.bench.run("report", record, "--format", "brief")
        #expect(run.status == .exited(2) && run.complaints.count == 1)
    }

    @Test func aTerminalHasColours() async throws {
        let text = try await table(["TERM": "xterm-256color", "NO_COLOR": nil, "COLUMNS": nil])
        #expect(text.contains(Self.escape))
    }

    @Test(arguments: [["NO_COLOR": "1", "TERM": "xterm"], ["TERM": "dumb"]])
    func coloursCanBeTurnedOff(environment: [String: String]) async throws {
        #expect(!(try await table(environment)).contains(Self.escape))
    }

    @Test func anEmptyNoColorIsIgnored() async throws {
        #expect((try await table(["NO_COLOR": "", "TERM": "xterm"])).contains(Self.escape))
    }

    /// In 60 columns the strategies are in several maps, and no line of anything is longer.
    @Test(arguments: ["dumb", "xterm-256color"])
    func everythingFitsTheWidth(kind: String) async throws {
        let text = try await table(["TERM": kind, "NO_COLOR": nil, "COLUMNS": "60"])
        let lines = text.replacing(#/\x1B\[[0-9;]+m/#, with: "").split(whereSeparator: \.isNewline)
        #expect(lines.count { $0.hasPrefix("workload ") } > 1)
        for line in lines { #expect(line.count <= 60, "\(line)") }
    }

    /// A death is not only in the map.
    @Test func deathsAreColoured() async throws {
        let text = try await table(["TERM": "xterm-256color", "NO_COLOR": nil, "COLUMNS": nil])
        #expect(text.contains("\(Self.escape)1;31mdied: "))
    }
}
