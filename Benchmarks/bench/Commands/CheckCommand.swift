import ArgumentParser
import BenchResults
import Cells
import Harness
import Report
import Scenarios
import SystemPackage

/// `bench check`: the safety matrix.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Find out which programs each strategy breaks, and how.",
        discussion: """
            With --runtime, what real runtimes do in the scenarios that make sense from outside, and of strategies only \
            those that are named. No verdicts are on record for runtimes.

            Exit status 3: a verdict on a strategy is not the one on record.
            """)

    @Option(
        help: ArgumentHelp(
            "Scenarios to play, comma-separated; 'seed-test' means every seed-test/…, 'all' is the default.",
            valueName: "names"))
    var scenario: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A file of 'bench explore --save', or a folder of them, whose scenarios are played too (repeatable). \
            Without --scenario they alone are.
            """, valueName: "path"))
    var scenarioFile: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            A trace of 'bench record', whose callbacks are played too (repeatable). Without --scenario it alone is.
            """, valueName: "trace"))
    var trace: [String] = []

    @OptionGroup var strategies: StrategyOptions
    @OptionGroup var runtimes: RuntimeOptions

    @Option(
        help: ArgumentHelp(
            "Play the scenarios and explain them: set-up, truth, and what each strategy recorded.",
            valueName: "scenarios"))
    var explain: [String] = []

    @Option(
        help: ArgumentHelp(
            """
            Where the body of a callback runs: c-stack, on the stack that C called on (CPython, Ruby, V8, HotSpot), \
            or own, on a stack of the runtime's own (Go), so that C's need only hold \
            \(CallbackBody.own.reach ?? 0) bytes. c-stack is the harder test, and so the default.
            """, valueName: "stack"))
    var body: CallbackBody = .cStack

    @OptionGroup var seed: SeedOption
    @OptionGroup var output: CheckOutputOptions

    @Option(help: ArgumentHelp("Verdicts on record.", valueName: "file"))
    var expectations = ExpectationRecord.standardPath.string

    @Flag(help: "Record the verdicts of this check as the expected ones.")
    var updateExpectations = false

    func validate() throws {
        if updateExpectations && !runtimes.value.isDefault && strategies.value.isDefault {
            throw ValidationError(
                "--update-expectations: none are on record for real runtimes; --strategy names strategies")
        }
    }

    func run() throws {
        let record = ExpectationRecord(path: FilePath(expectations))
        if updateExpectations, record.path != ExpectationRecord.standardPath {
            _ = try ResultPath.destination(expectations, option: "--expectations")
        }
        let expected = try record.read()
        let harness = try CheckHarness(
            CheckSettings(
                strategies: strategies.value, runtimes: runtimes.value,
                scenarios: explain.isEmpty ? scenario : explain,
                scenarioFiles: scenarioFile, traces: trace,
                scenarioOption: explain.isEmpty ? "--scenario" : "--explain", body: body, seed: seed.value),
            listener: StandardError.listen)
        if !explain.isEmpty {
            let document = try harness.explanations(glossary: .current)
            try StandardOutput.write(document.text(for: .standardOutput))
            return
        }
        let path = try ResultPath.destination(output.output, prefix: "check-")
        try OutputFiles.checkDistinct(
            OutputFiles.libraries(strategies.value, runtimes.value) + [
                ("--expectations", record.path), ("--output", path),
            ])
        let result = try harness.result()
        try ResultStore.write(result, to: path)
        StandardError.say("result: \(path)")
        try StandardOutput.write(try output.format.text(of: result))
        try checkFailures(in: result)
        // Real runtimes do what they do: there is nothing that they are held to.
        if !result.hasStrategies {
            if updateExpectations {
                StandardError.say("note: no scenario of strategies was played, so none is put on record")
            }
            return
        }
        if updateExpectations {
            try record.write(expected, with: result)
            StandardError.say("verdicts on record: \(record.path)")
        } else {
            let (lines, isDeviation) = record.differences(of: result, from: expected)
            for line in lines { StandardError.say(line) }
            if isDeviation { throw ExitCode(ExitStatus.deviation) }
        }
    }

    /// A scenario that did not do what it says is no verdict: it is named, and the check has failed.
    private func checkFailures(in result: CheckResult) throws {
        let failed = result.cells.filter { $0.verdict == .failed }.map { ($0.name, $0.reason) }
        let runtimes = (result.runtimes?.cells ?? []).filter { $0.verdict == .failed }
        try StandardError.checkFailures(failed + runtimes.map { ($0.name, $0.reason) })
    }
}

extension CallbackBody: ExpressibleByArgument {}
