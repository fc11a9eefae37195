import BenchResults
import CallbackRuntime
import Processes

/// Carries out `bench check`: the safety matrix.
package struct CheckHarness: Sendable {
    private let session: CheckSession
    private let printed = PrintedTexts()

    /// - Throws: `UsageError` for unknown names.
    package init(
        _ settings: CheckSettings, runner: (any ScenarioRunner)? = nil,
        stopwatch: @escaping Stopwatch = ContinuousClock.stopwatch(), listener: @escaping SessionListener
    ) throws {
        let plugIns = try settings.strategies.plugIns(listener)
        session = CheckSession(
            scenarios: try settings.selectedScenarios(),
            strategies: try settings.strategies.strategies(plugIns),
            strategyLibraries: settings.strategies.libraries, body: settings.body,
            seed: UInt64(settings.seed),
            runner: runner ?? ScenarioProcess(printed: printed), stopwatch: stopwatch, listener: listener)
    }

    /// Runs every cell, by scenario and strategy in the order of the catalogues.
    ///
    /// - Throws: `CommandStopped` when a signal interrupts it.
    package func play() throws -> [CheckSession.Cell] {
        defer { for note in printed.takeNotes() { session.listener(.note(note)) } }
        do {
            return try Interruption.guarding { try session.run() }
        } catch let interruption as Interrupted {
            throw CommandStopped("interrupted: nothing was stored", exitStatus: interruption.exitStatus)
        } catch let error as LibraryStopped {
            throw CommandStopped("\(error)")
        }
    }

    /// Runs every cell and makes the result.
    package func result() throws -> CheckResult {
        let provenance = Provenance.now(strategyLibraries: session.strategyLibraries)
        let cells = try play()
        return CheckResult(of: session, cells, provenance: provenance.endedNow)
    }
}
