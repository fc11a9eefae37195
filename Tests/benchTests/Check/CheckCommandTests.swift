import CLibrary
import BenchResults
import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// `bench check` as it is typed.
@Suite struct CheckCommandTests {
    private let folder: FilePath

    init() throws {
        folder = FilePath("/tmp/check-\(UInt64.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
    }

    private struct Run {
        let status: TerminationStatus
        let output: String
        let said: String
    }

    private func bench(_ arguments: [String]) async throws -> Run {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let tests = FilePath(String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self))
        let expectations = ["--expectations", folder.appending("expectations.json").string]
        let output = ["--output", folder.appending("result.json").string]
        let ended = try await Subprocess.run(
            .path(tests.removingLastComponent().appending("bench")),
            arguments: Arguments(["check"] + arguments + expectations + output),
            output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
        return Run(status: ended.terminationStatus, output: ended.standardOutput, said: ended.standardError)
    }

    private func record(_ verdicts: [String: [String: String]]) throws {
        try ResultStore.write(Expectations(verdicts: verdicts), to: folder.appending("expectations.json"))
    }

    private func removeFolder() { try? FileManager.default.removeItem(atPath: folder.string) }

    @Test func aChangeOfVerdictIsExitStatus3AndNamed() async throws {
        defer { removeFolder() }
        try record(["shallow/thread": ["fixed": "S"]])
        let run = try await bench(["--scenario", "shallow/thread", "--strategy", "fixed"])
        #expect(run.status == .exited(3))
        #expect(run.said.contains("shallow/thread:fixed is 'ok', expected 'S'"))
    }

    @Test func theSameVerdictIsExitStatus0() async throws {
        defer { removeFolder() }
        try record(["shallow/thread": ["fixed": "ok"]])
        let run = try await bench(["--scenario", "shallow/thread", "--strategy", "fixed,none"])
        #expect(run.status == .exited(0), "\(run.said)")
        #expect(run.said.contains("no verdicts on record for none"))
    }

    @Test func aMissingVerdictOfAKnownStrategyIsExitStatus3() async throws {
        defer { removeFolder() }
        try record(["deep-first": ["fixed": "ok"]])
        let run = try await bench(["--scenario", "shallow/thread", "--strategy", "fixed"])
        #expect(run.status == .exited(3))
        #expect(run.said.contains("shallow/thread:fixed: no verdict on record"))
    }

    @Test func verdictsArePutOnRecord() async throws {
        defer { removeFolder() }
        let arguments = [
            "--scenario", "seed-test/below", "--strategy", "fixed,sp-window", "--update-expectations",
        ]
        let run = try await bench(arguments)
        #expect(run.status == .exited(0), "\(run.said)")
        let path = folder.appending("expectations.json")
        let verdicts = try ResultStore.read(path, as: Expectations.self).verdicts
        #expect(verdicts == ["seed-test/below": ["fixed": "S", "sp-window": "ok"]])
    }

    @Test func jsonOnStandardOutputIsTheStoredResult() async throws {
        defer { removeFolder() }
        let run = try await bench([
            "--scenario", "nested-switch/below", "--strategy", "sp-window", "--format", "json",
        ])
        let printed = try JSONDecoder().decode(CheckResult.self, from: Data(run.output.utf8))
        let stored = try ResultStore.read(folder.appending("result.json"), as: CheckResult.self)
        #expect(printed.cells == stored.cells)
        let cell = try #require(printed.cells.first)
        #expect(cell.verdict == "exit 2")
        #expect(cell.exitStatus == 2)
        // The seed's message, word for word.
        let message = try #require(cell.message)
        let pattern =
            #/M 1 procid [0-9]+ runtime: cgocallback with sp=0x[0-9a-f]+ out of bounds \[0x[0-9a-f]+, 0x[0-9a-f]+\]\n/#
        #expect(message.wholeMatch(of: pattern) != nil)
    }

    @Test(arguments: [
        ["--scenario", "nothing"], ["--strategy", "nothing"], ["--explain", "nothing"], ["--seed", "x"],
    ])
    func whatIsNotThereIsExitStatus2(arguments: [String]) async throws {
        defer { removeFolder() }
        let run = try await bench(arguments)
        #expect(run.status == .exited(2))
        #expect(run.output.isEmpty)
    }

    @Test func anExplanationDrawsWhatWasRecorded() async throws {
        defer { removeFolder() }
        let run = try await bench(["--explain", "small-coroutine/24k", "--strategy", "sp-window"])
        #expect(run.status == .exited(0), "\(run.said)")
        for text in ["H, end of the true stack", "recorded lo", "guard", "SP", "overflow came down to here"] {
            #expect(run.output.contains(text), "\(text)")
        }
    }
}
