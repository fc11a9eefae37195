import ArgumentParser
import BenchResults
import BoundsStrategies
import CallbackRuntime
import FoundationEssentials
import ChildProtocol
import PerfCounters
import Report
import Subprocess
import SystemPackage
import Workloads

/// `bench profile`: where a callback's time or instructions go.
struct ProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Run one cell for a while under a profiler that sees only the measured callbacks.",
        discussion: """
            With perf the functions are shown in which samples were taken, and what perf stat counts. Without \
            it, or where perf has no event to sample, valgrind counts every instruction.
            """)

    /// What profiles.
    enum Source: String, ExpressibleByArgument, CaseIterable {
        case auto
        case hardware
        case software
        case exact

        /// Events to sample, in order of preference.
        var events: [String] {
            switch self {
            case .auto: ["cycles", "cpu-clock"]
            case .hardware: ["cycles"]
            case .software: ["cpu-clock"]
            case .exact: []
            }
        }
    }

    @Argument(help: "The strategy, with its knobs.")
    var strategy: String

    @Argument(help: "The workload.")
    var workload: String

    @Option(
        help: ArgumentHelp(
            """
            What profiles: hardware (perf, cycles), software (perf, the kernel's clock), exact (valgrind), or \
            auto, the first of these that works.
            """, valueName: "source"))
    var counters: Source = .auto

    @Option(help: "Seconds that perf watches, 1 to 3600.")
    var seconds = 2

    @Option(help: "Run on this CPU.")
    var cpu: Int?

    @Option(
        help: ArgumentHelp("A shared library with strategies of your own (repeatable).", valueName: "file"))
    var strategyLibrary: [String] = []

    @Option(
        help: ArgumentHelp(
            "Keep the profile: a file for perf report, or for callgrind_annotate and KCachegrind.",
            valueName: "file"))
    var output: String?

    func run() async throws {
        let name = try checkedStrategy()
        let cell = try checkedWorkload()
        let file = try output.map { path throws(UsageError) in
            do {
                return try ResultStore.destination(FilePath(path))
            } catch {
                throw UsageError("\(error)")
            }
        }
        let folder = TemporaryPath.new("bench-")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        let interruption = Interruption()
        let document: Document
        do {
            document = try await interruption.guarding { try await profile(name, cell, folder, file) }
        } catch is CancellationError {
            throw ExitCode(interruption.exitCode)
        }
        try StandardOutput.write(document.text(for: .standardOutput))
    }

    private func profile(
        _ strategy: String, _ workload: Workload, _ folder: FilePath, _ file: FilePath?
    ) async throws -> Document {
        try await checkSurvival(strategy, workload)
        let perf = Perf(
            workload: workload.name, strategy: strategy, strategyLibraries: strategyLibrary, seconds: seconds,
            cpu: cpu, folder: folder)
        for event in counters.events {
            do {
                let file = file ?? folder.appending("perf.data")
                return try await Document(workload, perf, sampling: event, file: file)
            } catch let error as SubprocessError {
                try Task.checkCancellation()
                StandardError.say("no perf (\(error)): apt-get install linux-perf")
                break
            } catch let error as Perf.Failure {
                StandardError.say("\(error)")
            }
        }
        guard counters == .auto || counters == .exact else {
            StandardError.say(
                "--counters \(counters.rawValue) cannot profile here; exact needs valgrind only")
            throw ExitCode(ExitStatus.failure)
        }
        return try await exact(strategy, workload, file)
    }

    private func exact(_ strategy: String, _ workload: Workload, _ file: FilePath?) async throws -> Document {
        let subject = Subject.strategy(strategy)
        let counting = try await ExactPass(
            RunPlan.Exact(repeats: 2, simulatesCaches: false, simulatesBranches: false),
            strategyLibraries: strategyLibrary, cpu: cpu)
        defer { counting.removeFiles() }
        let report = try await counting.count(workload.name, subject, keptAt: file)
        guard let functions = report.exact?.functions, !functions.isEmpty else {
            let reason = report.counters?.first?.unavailability?.description ?? "nothing was counted"
            StandardError.say("\(workload.name):\(strategy): \(reason)")
            throw ExitCode(ExitStatus.failure)
        }
        return Document(instructionsOf: "\(workload.name):\(strategy)", functions)
    }

    /// A strategy that dies has no profile.
    private func checkSurvival(_ strategy: String, _ workload: Workload) async throws {
        let request = ChildRequest(
            workload: workload.name, subject: .strategy(strategy), strategyLibraries: strategyLibrary,
            task: .run(iterations: UInt64(workload.granularity)), seed: 0, cpu: cpu,
            deadline: ChildProcess.deadline)
        let reason: String
        switch try await ChildProcess.run(request, padding: 0) {
        case .report(let report):
            guard let failure = report.failure else { return }
            reason = failure
        case .death(let death): reason = "it died: \(death.summary)"
        }
        StandardError.say("\(workload.name):\(strategy): \(reason)")
        throw ExitCode(ExitStatus.failure)
    }

    private func checkedStrategy() throws(UsageError) -> String {
        guard (1...3600).contains(seconds) else {
            throw UsageError("--seconds \(seconds): must be 1 to 3600")
        }
        do {
            let plugIns = try StrategyLibrary.load(strategyLibrary)
            return try StrategyCatalogue.strategy(named: strategy, or: plugIns).name
        } catch {
            throw UsageError("strategy '\(strategy)': \(error)")
        }
    }

    private func checkedWorkload() throws(UsageError) -> Workload {
        guard let known = WorkloadCatalogue.workload(named: workload) else {
            throw UsageError(
                "workload '\(workload)': there is none; choose from "
                    + WorkloadCatalogue.all.map(\.name).joined(separator: ", "))
        }
        if let reason = known.unavailability() {
            throw UsageError("workload '\(workload)' is not possible here: \(reason)")
        }
        return known
    }
}
