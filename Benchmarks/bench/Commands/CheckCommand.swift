import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
import Report
import Scenarios
import SystemPackage

/// `bench check`: the safety matrix.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Say which situations break which strategy, and how.",
        discussion: "Exit status 3: a verdict is not the one on record.")

    @Option(
        help: ArgumentHelp(
            "Scenarios to play, comma-separated; 'seed-test' means every seed-test/….", valueName: "names"))
    var scenario: [String] = []

    @OptionGroup var strategies: StrategyOptions

    @Option(
        help: ArgumentHelp(
            "Play the scenarios and explain them: set-up, truth, and what each strategy recorded.",
            valueName: "scenarios"))
    var explain: [String] = []

    @Option(help: "Seed of all that is random, 0 to 4294967295. Default: drawn.")
    var seed: UInt32?

    @OptionGroup var output: CheckOutputOptions

    @Option(help: ArgumentHelp("Verdicts on record.", valueName: "file"))
    var expectations = ExpectationRecord.standardPath.string

    @Flag(help: "Put the verdicts of this check on record.")
    var updateExpectations = false

    func run() async throws {
        let record = ExpectationRecord(path: FilePath(expectations))
        let expected = try record.read()
        let session = try session()
        if !explain.isEmpty {
            try StandardOutput.write(
                explanations(try await play(session)).text(for: .standardOutput))
            return
        }
        let path: FilePath
        do { path = try ResultStore.destination(output.path) } catch { throw UsageError("\(error)") }
        let provenance = await Provenance.now(strategyLibraries: strategies.strategyLibrary)
        let result = CheckResult(
            of: session, try await play(session), provenance: provenance.endedNow)
        try ResultStore.write(result, to: path)
        StandardError.say("result: \(path)")
        try StandardOutput.write(try output.format.text(of: result))
        try checkFailures(in: result)
        if updateExpectations {
            try record.write(expected, with: result)
        } else {
            try record.compare(expected, result)
        }
    }

    private func play(_ session: CheckSession) async throws -> [CheckSession.Cell] {
        let interruption = Interruption()
        do {
            return try await interruption.guarding { try await session.run() }
        } catch is CancellationError {
            StandardError.say("interrupted: nothing was stored")
            throw ExitCode(interruption.exitCode)
        }
    }

    private func session() throws -> CheckSession {
        let plugIns = try strategies.plugIns()
        let names =
            explain.isEmpty
            ? NameList(scenario, option: "--scenario") : NameList(explain, option: "--explain")
        return CheckSession(
            scenarios: try names.select(ScenarioCatalogue.all, named: \.name),
            strategies: try strategies.selected(plugIns),
            strategyLibraries: strategies.strategyLibrary,
            seed: UInt64(seed ?? .random(in: 0...UInt32.max)))
    }

    private func explanations(_ cells: [CheckSession.Cell]) -> Document {
        let explanations = ScenarioCatalogue.all.compactMap { scenario -> Document.Explanation? in
            let own = cells.filter { $0.scenario.name == scenario.name }
            return own.isEmpty
                ? nil
                : (
                    CheckResult.Scenario(scenario),
                    own.map { (CheckCell($0), $0.remains.evidence.notes, AddressDrawing($0)) }
                )
        }
        return Document(explanations, glossary: .current)
    }

    /// A scenario that did not do what it says is no verdict: it is named, and the check has failed.
    private func checkFailures(in result: CheckResult) throws {
        let failed = result.cells.filter { $0.verdict == "failed" }
        for cell in failed { StandardError.say("\(cell.scenario):\(cell.strategy) failed: \(cell.reason)") }
        if !failed.isEmpty { throw ExitCode(ExitStatus.failure) }
    }
}
