import ArgumentParser
import BenchResults
import CLibrary
import CProcesses
import Harness
import PerfCounters
import Traces

/// `bench`, which is `bench run`.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures what each stack-bounds strategy costs a callback from C, and what it gets wrong.",
        discussion: """
            Results go to standard output, everything else to standard error.
            Exit status: 0 success, 1 failure, 2 usage error, 3 a verdict is not the one on record or \
            something got worse, 128 + n ended by signal n.
            """,
        version: ProgramVersion.text,
        subcommands: [
            RunCommand.self,
            CheckCommand.self,
            ExploreCommand.self,
            CompareCommand.self,
            CommitsCommand.self,
            ExplainCommand.self,
            HistoryCommand.self,
            MergeCommand.self,
            ReportCommand.self,
            ExportCommand.self,
            ProfileCommand.self,
            RecordCommand.self,
            TraceCommand.self,
            AdviseCommand.self,
            DoctorCommand.self,
            ListCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    /// What every process needs that starts children.
    ///
    /// A write to a pipe that nobody reads, or beyond the largest size of a file, is an error like any other,
    /// not a signal: a closed standard error must not end a run.
    static func prepareProcess() throws(CommandStopped) {
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        sbs_open_standard_streams()
        try StackLimit.becomeUsable()
        ProgramCache.sweep()
    }

    /// Parses, runs, and ends the process. Every error is one line.
    static func runAndExit(_ arguments: [String]) -> Never {
        do {
            try prepareProcess()
            try checkCommand(in: arguments)
            var command = try parseAsRoot(arguments)
            try command.run()
            endProcess(ExitStatus.done)
        } catch let error as ExitCode {
            endProcess(error.rawValue)
        } catch {
            fail(error)
        }
    }

    /// The default command takes no arguments, so what stands first is the name of a command or an option.
    private static func checkCommand(in arguments: [String]) throws(UsageError) {
        let names = configuration.subcommands.map { $0._commandName }
        let name = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
        guard let name, !name.hasPrefix("-"), !names.contains(name) else { return }
        throw UsageError("command '\(name)': \(UnknownName(name, choices: names).advice)")
    }

    private static func fail(_ error: any Error) -> Never {
        switch error {
        case let error as CommandStopped:
            if !error.description.isEmpty { StandardError.say("\(error)") }
            endProcess(error.exitStatus)
        case is UsageError, is CounterNameError:
            StandardError.say("\(error)")
            endProcess(ExitStatus.usage)
        case let error as TraceError:
            StandardError.say("\(error)")
            endProcess(error.isUsage ? ExitStatus.usage : ExitStatus.failure)
        case let error as StandardOutput.WriteError where error.isBrokenPipe:
            endProcess(128 + SIGPIPE)
        case let error as StoreError:
            StandardError.say("\(error)")
            endProcess(error.isUsage ? ExitStatus.usage : ExitStatus.failure)
        default:
            let code = exitCode(for: error)
            if code == .success {  // --help, --version
                print(fullMessage(for: error))
                endProcess(ExitStatus.done)
            }
            StandardError.say("\(ParserMessage(message(for: error)))")
            endProcess(code == .validationFailure ? ExitStatus.usage : ExitStatus.failure)
        }
    }
}

/// exit(3), which commands have a method of the same name as.
func endProcess(_ status: Int32) -> Never { exit(status) }
