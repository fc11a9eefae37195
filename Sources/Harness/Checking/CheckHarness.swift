import BenchResults
import CallbackRuntime
import Processes

/// Carries out `bench check`: the safety matrix.
package struct CheckHarness: Sendable {
    private let session: CheckSession

    /// - Throws: `UsageError` for unknown names.
    package init(
        _ settings: CheckSettings, runner: any ScenarioRunner = ScenarioProcess(),
        stopwatch: @escaping Stopwatch = ContinuousClock.stopwatch(), listener: @escaping SessionListener
    ) throws(UsageError) {
        let plugIns = try settings.strategies.plugIns()
        session = CheckSession(
            scenarios: try settings.selectedScenarios(),
            strategies: try settings.strategies.strategies(plugIns),
            strategyLibraries: settings.strategies.libraries, seed: UInt64(settings.seed), runner: runner,
            stopwatch: stopwatch, listener: listener)
    }

    /// Runs every cell, by scenario and strategy in the order of the catalogues.
    ///
    /// - Throws: `CommandStopped` when a signal interrupts it.
    package func play() throws -> [CheckSession.Cell] {
        do {
            return try Interruption.guarding { try session.run() }
        } catch let interruption as Interrupted {
            throw CommandStopped("interrupted: nothing was stored", exitStatus: interruption.exitStatus)
        }
    }

    /// Runs every cell and makes the result.
    package func result() throws -> CheckResult {
        let provenance = Provenance.now(strategyLibraries: session.strategyLibraries)
        let cells = try play()
        return CheckResult(of: session, cells, provenance: provenance.endedNow)
    }
}
