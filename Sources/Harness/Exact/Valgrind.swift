import PerfCounters
import Processes
import SystemPackage

/// The valgrind of this machine, run with callgrind on a copy of this program.
struct Valgrind {
    /// What callgrind counts, besides instructions.
    struct Simulation {
        var caches = false
        var branches = false
        /// Whether instructions are told apart, and functions named as the linker knows them.
        var instructions = false
    }

    /// Seconds after which a run counts as hung; fifty times as slow, a cell takes up to a minute.
    static let deadline = 300

    /// Callgrind counts from the entry to the return of these, on threads that are made for one callback and
    /// in signal handlers, where it starts anew; elsewhere the program says where to begin and to stop.
    static let watchedFunctions = ["sbs_measured_thread", "sbs_measured_handler"]

    /// The program's copy.
    let program: FilePath
    let simulation: Simulation

    /// Why valgrind cannot be run; nil when it can.
    static func unavailability() -> CounterUnavailability? {
        var launch = ProcessLaunch(.named("valgrind"), ["--version"], deadline: .seconds(20))
        launch.variables = ForeignProgram.environment()
        let cause: String
        do {
            let ended = try launch.run()
            if ended.isSuccess, ended.output.hasPrefix("valgrind-") { return nil }
            cause = "valgrind --version does not say which version it is"
        } catch {
            cause = "\(error)"
        }
        return .callgrind(cause, remedy: "apt-get install valgrind")
    }

    /// Runs the program for a task under callgrind, whose file is written to `file`.
    ///
    /// - Returns: how it ended, and the seal of what it wrote to its channel; nil where it has none.
    func run(
        _ arguments: [String], file: FilePath, hasChannel: Bool
    ) throws -> (EndedProcess, ChannelSeal?) {
        let tool =
            [
                "--tool=callgrind", "-q", "--command-line-only=yes", "--vgdb=no", "--collect-atstart=no",
                "--callgrind-out-file=\(file)", "--cache-sim=\(simulation.caches ? "yes" : "no")",
                "--branch-sim=\(simulation.branches ? "yes" : "no")",
            ] + (simulation.caches ? Self.cacheModel : [])
            + (simulation.instructions ? ["--dump-instr=yes", "--demangle=no"] : [])
            + Self.watchedFunctions.map { "--toggle-collect=\($0)" }
        var launch = ProcessLaunch(
            .named("valgrind"), tool + [program.string] + arguments,
            deadline: .ofChild(seconds: Self.deadline))
        let seal = hasChannel ? launch.answersOnChannel() : nil
        launch.variables = .exactly(environment(for: arguments + (seal.map { [$0.text] } ?? [])))
        return (try launch.run(), seal)
    }

    /// The same caches on every machine, so that a difference is one of the programs: 32 KiB and 8 ways for
    /// each of the first level, 8 MiB and 16 ways for the last, lines of 64 bytes.
    private static let cacheModel = ["--I1=32768,8,64", "--D1=32768,8,64", "--LL=8388608,16,64"]

    /// The main thread's stack begins at one address, and what depends on addresses, as the place of a stack in
    /// a hash table does, is the same in every run.
    private func environment(for arguments: [String]) -> [String: String] {
        let variables = [
            "LD_BIND_NOW": "1", "SWIFT_DETERMINISTIC_HASHING": "1", "PATH": "/usr/local/bin:/usr/bin:/bin",
        ]
        return FixedEnvironment.variables(
            variables.merging(ForeignProgram.locale) { $1 }, inheriting: ["LD_LIBRARY_PATH", "VALGRIND_LIB"],
            // Valgrind gives the program's path twice: as its first argument, and where the kernel would.
            besides: arguments + [program.string, program.string])
    }
}
