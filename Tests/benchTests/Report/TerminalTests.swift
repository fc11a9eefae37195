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
