import BenchResults
import Processes
import SystemPackage

/// Carries out `bench run` from its set-up to its result. However it ends, what was measured is in the result
/// or in the journal.
package struct RunHarness: Sendable {
    private let setup: RunSetup
    private let callgrindFolder: FilePath?
    private let listener: SessionListener

    /// - Parameters:
    ///   - setup: what a new or a resumed run begins with.
    ///   - callgrindFolder: where callgrind's files are kept; nil when they are not.
    ///   - listener: takes what the run says.
    package init(_ setup: RunSetup, callgrindFolder: FilePath?, listener: @escaping SessionListener) {
        self.setup = setup
        self.callgrindFolder = callgrindFolder
        self.listener = listener
    }

    /// Measures what is missing and writes the result.
    ///
    /// - Throws: `CommandStopped` when a signal interrupts it or files cannot be written, after what there is
    ///   has been stored.
    package func run() throws -> BenchResult {
        let report = RunReport(setup)
        // What no reader would take is found out before anything is measured.
        _ = try ResultStore.checked(report.result(setup.records, incomplete: "a rehearsal"), for: setup.path)
        let journal =
            try setup.journal
            ?? Journal(
                at: Journal.path(for: setup.path),
                header: .init(plan: setup.plan, provenance: setup.provenance, shard: setup.shard))
        let session = RunSession(
            plan: setup.plan, journal: journal, records: setup.records,
            runtimes: Dictionary(
                uniqueKeysWithValues: setup.runtimes.compactMap { runtime in
                    runtime.planned.label.flatMap { label in runtime.source.map { (label, $0) } }
                }))
        do {
            try Interruption.guarding { try measure(session, report) }
        } catch let interruption as Interrupted {
            try report.write(session.records, incomplete: interruption.reason)
            throw CommandStopped(
                "interrupted: \(setup.path) has what was measured; bench run --resume \(setup.path) completes it",
                exitStatus: interruption.exitStatus)
        } catch let error
            where error is StoreError || error is CommandStopped || error is LaunchFailure
            || error is LibraryStopped
        {
            throw CommandStopped(advice(session, "\(error)"))
        }
        let records = session.records
        let result = try write(records, with: report)
        let failures = records.count(where: \.isFailure)
        if failures == 0 {
            session.removeJournal()
        } else {
            listener(
                .note(
                    "\(failures) of \(records.count) processes failed or were killed: bench run --resume "
                        + "\(setup.path) runs them again"))
        }
        return result
    }

    /// How a run that failed is completed. One that has measured nothing leaves nothing, so it is started again.
    private func advice(_ session: RunSession, _ reason: String) -> String {
        guard session.records.isEmpty else {
            return "\(reason); fix that, then bench run --resume \(setup.path)"
        }
        session.removeJournal()
        return reason
    }

    /// The journal stays when the result is not what a reader takes.
    private func write(_ records: [Record], with report: RunReport) throws -> BenchResult {
        do {
            return try report.write(records, incomplete: nil)
        } catch let error as StoreError {
            throw CommandStopped(
                "\(error); what was measured is in \(Journal.path(for: setup.path)): fix that, then "
                    + "bench run --resume \(setup.path)")
        }
    }

    private func measure(_ session: RunSession, _ report: RunReport) throws {
        let plan = setup.plan
        let copies = try ProgramCopies(
            of: ProgramPath.current, rounds: max(plan.measuredRounds.count, plan.latencyRounds ?? 0))
        var counter: CallgrindExactCounter?
        if let exact = plan.exact {
            counter = try CallgrindExactCounter(
                exact, strategyLibraries: plan.strategyLibraries, cpu: plan.cpu)
        }
        defer { counter?.removeFiles() }
        let printed = PrintedTexts()
        defer { for note in printed.takeNotes() { listener(.note(note)) } }
        let tools = SessionTools(
            child: ProcessRunner(copies, printed: printed), exactCounter: counter,
            callgrindFolder: callgrindFolder,
            listener: listener)
        try session.run(with: tools) {
            try report.write($0, incomplete: "the run has not ended, or was killed")
        }
    }
}
