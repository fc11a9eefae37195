import BenchResults
import BoundsStrategies
import CLibrary
import CallbackRuntime
import Cells
import FoundationEssentials
import Scenarios
import SystemPackage
import TestSupport
import Testing

/// `bench check` as it is typed.
@Suite struct CheckCommandTests: ~Copyable {
    private let folder: TemporaryFolder
    private var expectations: FilePath { folder.path.appending("expectations.json") }
    private var result: FilePath { folder.path.appending("result.json") }

    init() throws { folder = try TemporaryFolder() }

    private func check(_ arguments: [String]) async throws -> Program.Run {
        let files = ["--expectations", expectations.string, "--output", result.string]
        return try await Program.bench.run(["check"] + arguments + files)
    }

    private func record(_ verdicts: [String: [String: SafetyVerdict]]) throws {
        try ResultStore.write(Expectations(verdicts: verdicts), to: expectations)
    }

    @Test func aChangeOfVerdictIsExitStatus3AndNamed() async throws {
        try record(["shallow/thread": ["fixed": .faults([.spuriousAbort])]])
        let run = try await check(["--scenario", "shallow/thread", "--strategy", "fixed"])
        #expect(run.status == .exited(3))
        #expect(run.errors.contains("shallow/thread:fixed is 'ok', expected 'S'"))
    }

    @Test func theSameVerdictIsExitStatus0() async throws {
        try record(["shallow/thread": ["fixed": .ok]])
        let run = try await check(["--scenario", "shallow/thread", "--strategy", "fixed,none"])
        #expect(run.status == .exited(0), "\(run.errors)")
        #expect(run.errors.contains("no verdicts on record for none"))
    }

    @Test func bodiesOnAStackOfTheirOwnHaveARecordOfTheirOwn() async throws {
        try record(["deep-recursion/thread": ["uncached": .faults([.spuriousAbort])]])
        let cell = ["--scenario", "deep-recursion/thread", "--strategy", "uncached"]
        #expect(try await check(cell).status == .exited(0))
        let own = cell + ["--body", "own"]
        #expect(try await check(own + ["--update-expectations"]).status == .exited(0))
        let recorded = try ResultStore.read(expectations, as: Expectations.self)
        #expect(recorded.verdicts["deep-recursion/thread"] == ["uncached": .faults([.spuriousAbort])])
        #expect(recorded.ownBody?["deep-recursion/thread"] == ["uncached": .ok])
        let run = try await check(own)
        #expect(run.status == .exited(0))
        #expect(run.output.contains("runs on a stack of the runtime's own"))
        let report = try await Program.bench.run("report", expectations.string, "--format", "markdown")
        #expect(report.output.contains("| S (ok) |"), "\(report.output)")
    }

    /// Every scenario with every strategy, for both kinds of bodies.
    @Test func theRecordIsWhole() throws {
        let path = Repository.reference.appending("expectations.json")
        let record = try ResultStore.read(path, as: Expectations.self)
        for body in CallbackBody.allCases {
            let verdicts = record.verdicts(of: body)
            #expect(Set(verdicts.keys) == Set(ScenarioCatalogue.all.map(\.name)), "\(body)")
            for (scenario, row) in verdicts {
                #expect(
                    Set(row.keys) == Set((StrategyCatalogue.all + StrategyCatalogue.core).map(\.name)),
                    "\(scenario), \(body)")
            }
        }
    }

    @Test func theLegendSaysWhatHappensInRealGo() async throws {
        let run = try await check(["--scenario", "nested-switch/below", "--strategy", "sp-window"])
        #expect(run.output.contains("real Go dies while it prints"), "\(run.output)")
    }

    @Test func aMissingVerdictOfAKnownStrategyIsExitStatus3() async throws {
        try record(["deep-first": ["fixed": .ok]])
        let run = try await check(["--scenario", "shallow/thread", "--strategy", "fixed"])
        #expect(run.status == .exited(3))
        #expect(run.errors.contains("shallow/thread:fixed: no verdict on record"))
    }

    @Test func verdictsArePutOnRecord() async throws {
        let arguments = [
            "--scenario", "seed-test/below", "--strategy", "fixed,sp-window", "--update-expectations",
        ]
        let run = try await check(arguments)
        #expect(run.status == .exited(0), "\(run.errors)")
        let verdicts = try ResultStore.read(expectations, as: Expectations.self).verdicts
        #expect(verdicts == ["seed-test/below": ["fixed": .faults([.spuriousAbort]), "sp-window": .ok]])
    }

    @Test func jsonOnStandardOutputIsTheStoredResult() async throws {
        let run = try await check([
            "--scenario", "nested-switch/below", "--strategy", "sp-window", "--format", "json",
        ])
        let printed = try JSONDecoder().decode(CheckResult.self, from: Data(run.output.utf8))
        let stored = try ResultStore.read(result, as: CheckResult.self)
        #expect(printed.cells == stored.cells)
        let cell = try #require(printed.cells.first)
        #expect(cell.verdict == .prescribedExit())
        #expect(cell.exitStatus == 2)
        // Go 1.21.1's message, word for word.
        let message = try #require(cell.message)
        let pattern =
            #/M 1 procid [0-9]+ runtime: cgocallback with sp=0x[0-9a-f]+ out of bounds \[0x[0-9a-f]+, 0x[0-9a-f]+\]\n/#
        #expect(message.wholeMatch(of: pattern) != nil)
    }

    @Test(arguments: [
        ["--scenario", "nothing"], ["--strategy", "nothing"], ["--explain", "nothing"], ["--seed", "x"],
    ])
    func whatIsNotThereIsExitStatus2(arguments: [String]) async throws {
        let run = try await check(arguments)
        #expect(run.status == .exited(2))
        #expect(run.output.isEmpty)
    }

    @Test func anExplanationDrawsWhatWasRecorded() async throws {
        let run = try await check(["--explain", "small-coroutine/24k", "--strategy", "sp-window"])
        #expect(run.status == .exited(0), "\(run.errors)")
        for text in ["H, end of the true stack", "recorded lo", "guard", "SP", "overflow came down to here"] {
            #expect(run.output.contains(text), "\(text)")
        }
    }
}
