import BenchResults
import CLibrary
import Cells
import ChildProtocol
import FoundationEssentials
import Processes
import SystemPackage
import Workloads

/// perf(1) of the kernel, which watches one cell between set-up and end.
struct Perf {
    /// perf does not do what was asked for: one line.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let settings: ProfileSettings
    private let workload: Workload
    /// For the pipes; of our own.
    private let folder: FilePath

    /// What perf stat counts; those that the machine has not are named.
    private static let events = [
        "task-clock", "page-faults", "context-switches", "cycles", "instructions", "branch-misses",
    ]

    init(_ settings: ProfileSettings, _ workload: Workload, folder: FilePath) {
        self.settings = settings
        self.workload = workload
        self.folder = folder
    }

    /// Watches the cell twice, as sampling would disturb counting.
    func profile(sampling event: String, file: FilePath) throws -> PerfProfile {
        let sampled = try record(event, to: file)
        let functions = try hotFunctions(in: file)
        let (counts, counted) = try stat(Self.events)
        return PerfProfile(
            cell: CellID(workload: workload.name, subject: .strategy(settings.strategy)), event: event,
            sampledCallbacks: callbacks(sampled), functions: functions, countedCallbacks: callbacks(counted),
            counts: counts)
    }

    private func callbacks(_ report: ChildReport) -> UInt64 {
        (report.iterations ?? 0) * UInt64(workload.callbacksPerIteration * workload.threads)
    }

    /// Samples an event, and keeps perf's file. Where there is no counter hardware perf samples the clock
    /// instead, without a word: that is a failure here, as it is another event.
    private func record(_ event: String, to file: FilePath) throws -> ChildReport {
        let report = try run(["record", "-q", "-e", event, "-F", "4999", "-o", file.string])
        let recorded =
            try read("evlist", ["-i", file.string]).split(separator: "\n").first ?? "nothing"
        guard recorded.hasPrefix(event) else {
            throw Failure(description: "perf cannot sample \(event) here: it took \(recorded) instead")
        }
        return report
    }

    /// Counts events.
    private func stat(_ events: [String]) throws -> (counts: [PerfProfile.Count], report: ChildReport) {
        let file = folder.appending("stat")
        let report = try run([
            "stat", "-x", ";", "-e", events.joined(separator: ","), "-o", file.string,
        ])
        let text = try String(contentsOf: URL(filePath: file.string), encoding: .utf8)
        let counts = text.split(separator: "\n").compactMap { line -> PerfProfile.Count? in
            let fields = line.split(separator: ";", omittingEmptySubsequences: false)
            guard fields.count > 2, !line.hasPrefix("#") else { return nil }
            return PerfProfile.Count(event: String(fields[2]), value: Double(fields[0]))
        }
        return (counts, report)
    }

    /// The functions of perf's file, most samples first.
    private func hotFunctions(in file: FilePath) throws -> [PerfProfile.HotFunction] {
        let text = try read(
            "report",
            [
                "-i", file.string, "--stdio", "-q", "--no-demangle", "-F", "overhead,dso,sym", "-t", ";",
                "--percent-limit", "0.1",
            ])
        return text.split(separator: "\n").compactMap { line in
            let fields = line.split(separator: ";").map { $0.split(separator: " ") }
            // The symbol is behind "[.]" or "[k]", for user and kernel.
            guard fields.count == 3, let symbol = fields[2].last, let share = fields[0].first else {
                return nil
            }
            return PerfProfile.HotFunction(
                share: share.filter { $0 != "%" }, name: SymbolName(String(symbol)).text,
                object: fields[1].joined(separator: " "))
        }
    }

    /// What a command of perf says of its file.
    private func read(_ command: String, _ arguments: [String]) throws -> String {
        let ended = try launch([command] + arguments, deadline: .seconds(120)).run()
        if ended.end == .timedOut {
            throw Failure(description: "perf \(command): it took more than 2 minutes")
        }
        guard ended.isSuccess else { throw Self.failure(command, ended.errors) }
        return ended.output
    }

    private func run(_ arguments: [String]) throws -> ChildReport {
        let control = folder.appending("control").string
        let answers = folder.appending("answers").string
        for path in [control, answers] where mkfifo(path, 0o600) != 0 && errno != EEXIST {
            throw Failure(description: "mkfifo \(path): \(Errno(rawValue: errno))")
        }
        let request = ChildRequest(
            workload: workload.name, subject: .strategy(settings.strategy),
            strategyLibraries: settings.strategyLibraries,
            task: .profile(
                nanoseconds: UInt64(settings.seconds) * 1_000_000_000, control: control, answers: answers),
            seed: 0, cpu: settings.cpu, deadline: settings.seconds + ProcessRunner.deadline)
        let text = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
        var profiling = launch(
            arguments + [
                "--control", "fifo:\(control),\(answers)", "--delay=-1", "--", ProgramPath.file.string,
                ChildRequest.argument, text,
            ], deadline: .ofChild(seconds: settings.seconds + ProcessRunner.deadline))
        let seal = profiling.addChannel()
        let ended = try profiling.run()
        // What perf says counts where the child has not answered: it may not have been started.
        if ended.channel.isEmpty { throw Self.failure(arguments[0], ended.errors) }
        switch try Outcome(of: ended, seal, for: request) {
        case .report(let report):
            if let failure = report.failure { throw Failure(description: failure) }
            return report
        case .death: throw Self.failure(arguments[0], ended.errors)
        }
    }

    private func launch(_ arguments: [String], deadline: Duration) -> ProcessLaunch {
        var launch = ProcessLaunch(.named("perf"), arguments, deadline: deadline)
        launch.variables = ForeignProgram.environment()
        return launch
    }

    /// perf explains itself over many lines; the first that says something is the reason.
    private static func failure(_ command: String, _ said: String) -> Failure {
        let line = said.split(whereSeparator: \.isNewline).first {
            $0.contains { $0.isLetter } && $0 != "Error:"
        }
        return Failure(description: "perf \(command): \(line ?? "failed")")
    }
}
