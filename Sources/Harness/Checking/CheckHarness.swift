import BenchResults
import CallbackRuntime
import Processes

/// Carries out `bench check`: the safety matrix.
package struct CheckHarness: Sendable {
    private let session: CheckSession
    /// Nil where no real runtime was asked for.
    private let runtimes: RuntimeCheckSession?
    private let printed = PrintedTexts()

    /// - Throws: `UsageError` for unknown names.
    package init(
        _ settings: CheckSettings, runner: (any ScenarioRunner)? = nil,
        runtimeRunner: (any RuntimeScenarioRunner)? = nil,
        stopwatch: @escaping Stopwatch = ContinuousClock.stopwatch(), listener: @escaping SessionListener
    ) throws {
        let scenarios = try settings.selectedScenarios()
        let plugIns = try settings.strategies.plugIns(listener)
        let strategies = try settings.strategies.strategies(plugIns)
        session = CheckSession(
            scenarios: scenarios.strategies, strategies: settings.hasStrategies ? strategies : [],
            strategyLibraries: settings.strategies.libraries, body: settings.body,
            seed: UInt64(settings.seed),
            runner: runner ?? ScenarioProcess(printed: printed), stopwatch: stopwatch, listener: listener)
        runtimes =
            settings.runtimes.isDefault
            ? nil
            : RuntimeCheckSession(
                scenarios: scenarios.runtimes, runtimes: try settings.runtimes.runtimes(listener),
                runner: runtimeRunner ?? ScenarioProcess(), stopwatch: stopwatch, listener: listener)
    }

    /// The cells that were run, by scenario and strategy, and by scenario and runtime, in the order of the catalogues.
    package struct Played: Sendable {
        package let cells: [CheckSession.Cell]
        package let runtimeCells: [RuntimeCheckSession.Cell]
    }

    /// Runs every cell.
    ///
    /// - Throws: `CommandStopped` when a signal interrupts it.
    package func play() throws -> Played {
        defer { for note in printed.takeNotes() { session.listener(.note(note)) } }
        do {
            return try Interruption.guarding {
                Played(cells: try session.run(), runtimeCells: try runtimes?.run() ?? [])
            }
        } catch let interruption as Interrupted {
            throw CommandStopped("interrupted: nothing was stored", exitStatus: interruption.exitStatus)
        } catch let error as LibraryStopped {
            throw CommandStopped("\(error)")
        }
    }

    /// Runs every cell and makes the result.
    package func result() throws -> CheckResult {
        let provenance = Provenance.now(strategyLibraries: session.strategyLibraries)
        let played = try play()
        var result = CheckResult(of: session, played.cells, provenance: provenance.endedNow)
        result.runtimes = runtimes.map { RuntimeChecks(of: $0, played.runtimeCells) }
        return result
    }
}
