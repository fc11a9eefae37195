import BenchResults
import BoundsStrategies
import CallbackRuntime
import ChildProtocol
import SystemPackage

/// Everything that a run begins with: a new one, or one that was interrupted.
package struct RunSetup: Sendable {
    /// What to measure.
    package let plan: RunPlan
    /// Which part of which run that is; nil for a whole run.
    package let shard: ShardOfRun?
    /// The strategies of the user's own.
    let plugIns: [StrategyDescription]
    /// The real runtimes, in the order of the plan.
    let runtimes: [SelectedRuntime]
    /// What of it has been measured already.
    let records: [Record]
    /// The journal of an interrupted run, locked; nil for a new run, which has none yet.
    let journal: Journal?
    /// Where the result goes.
    package let path: FilePath
    /// Where, when and with what the run began.
    let provenance: Provenance

    /// The plan of the whole run, of which a shard has a part.
    package var whole: RunPlan { shard?.whole ?? plan }

    /// A new run, or one shard of it. An interrupted one that would be lost is not written over.
    package init(
        plan: RunPlan, shard: Shard? = nil, plugIns: [StrategyDescription],
        runtimes: [SelectedRuntime] = [], path: FilePath
    ) throws {
        do {
            self.path = try ResultStore.destination(path)
        } catch {
            throw UsageError("\(error)")
        }
        try Journal.checkUse(of: Journal.path(for: self.path))
        guard !Journal.exists(for: self.path) else {
            throw UsageError(
                "\(path) belongs to a run that was interrupted, or of which processes failed: --resume "
                    + "\(path), or remove \(Journal.path(for: self.path))")
        }
        journal = nil
        self.shard = shard.map { ShardOfRun($0, of: plan) }
        self.plan = self.shard?.plan ?? plan
        self.plugIns = plugIns
        self.runtimes = runtimes
        records = []
        provenance = .now(strategyLibraries: self.plan.strategyLibraries)
    }

    /// An interrupted run, if this is the same program on the same system.
    ///
    /// - Parameters:
    ///   - path: the result of the run.
    ///   - listener: told what strategy libraries printed.
    /// - Throws: `UsageError` when it cannot be resumed here, and errors of its files.
    package init(resuming path: FilePath, listener: SessionListener) throws {
        let path = ResultStore.resolved(path)
        let (journal, header, records) = try Journal.resume(Journal.path(for: path))
        plugIns = try StrategySelection.plugIns(of: header.plan.strategyLibraries, listener)
        runtimes = try RuntimeSelection.again(header.plan, of: path, listener)
        let now = Provenance.now(strategyLibraries: header.plan.strategyLibraries)
        if let difference = header.difference(from: now) {
            throw UsageError("--resume \(path): \(difference): start anew")
        }
        plan = header.plan
        shard = header.shard
        self.journal = journal
        self.records = header.plan.latest(of: records).filter { !$0.isFailure }
        self.path = path
        provenance = header.provenance
    }

    /// Makes sure that no file of the run is written over another.
    ///
    /// - Throws: `UsageError` that names two that are one.
    package func checkOutputs(
        latencyLog: FilePath?, baseline: FilePath?, callgrindFolder: FilePath?
    ) throws(UsageError) {
        let files: [(String, FilePath?)] = [
            ("--output", path), ("the journal", Journal.path(for: path)), ("--latency-log", latencyLog),
            ("--save-baseline", baseline),
        ]
        let libraries = OutputFiles.libraries(
            StrategySelection(libraries: plan.strategyLibraries),
            RuntimeSelection(libraries: runtimes.compactMap(\.planned.asked.library)))
        try OutputFiles.checkDistinct(
            libraries + files.compactMap { role, path in path.map { (role, $0) } },
            callgrindFolder: callgrindFolder)
    }
}
