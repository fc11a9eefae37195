import BenchResults
import SystemPackage
import Traces
import Workloads

/// Replays a trace under strategies and says what that means for the program: what `bench advise` does.
package enum AdviseHarness {
    /// - Parameters:
    ///   - path: the trace.
    ///   - settings: of the run; its workloads are replaced by the trace.
    ///   - output: where the run's result is stored.
    ///   - listener: is told how the run goes on.
    /// - Returns: what is to be said.
    /// - Throws: `TraceError` for a trace that cannot be read or replayed, and what a run throws.
    package static func advise(
        on path: String, _ settings: RunSettings, output: FilePath, listener: @escaping SessionListener
    ) throws -> Advice {
        let trace = try Trace(file: path)
        let summary = TraceSummary(trace)
        let workload = try Workload.trace(trace, at: path)
        var settings = settings
        settings.selection.workloads = [workload.name]
        let plugIns = try settings.selection.strategies.plugIns(listener)
        let plan = try settings.plan(plugIns: plugIns, runtimes: [])
        let setup = try RunSetup(plan: plan, plugIns: plugIns, runtimes: [], path: output)
        let result = try RunHarness(setup, callgrindFolder: nil, listener: listener).run()
        let patterns = TracePattern.found(in: trace)
        let check = try CheckHarness(
            CheckSettings(
                strategies: settings.selection.strategies, scenarios: patterns.flatMap(\.scenarios),
                traces: [path], seed: settings.conditions.seed),
            listener: listener)
        let cells = try check.play().cells.map { CheckCell($0) }
        return Advice(summary, result, workload: workload.name, patterns: patterns, checks: cells)
    }
}
