import BenchResults
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
    package func run() async throws -> BenchResult {
        let report = RunReport(setup)
        let journal = try Journal(
            at: Journal.path(for: setup.path),
            header: .init(plan: setup.plan, provenance: setup.provenance), records: setup.records)
        let session = RunSession(plan: setup.plan, journal: journal, records: setup.records)
        let interruption = Interruption()
        do {
            try await interruption.guarding { try await measure(session, report) }
        } catch is CancellationError {
            try report.write(await session.records, incomplete: interruption.reason)
            throw CommandStopped(
                "interrupted: \(setup.path) has what was measured; bench run --resume \(setup.path) goes on",
                exitStatus: interruption.exitCode)
        } catch let error where error is StoreError || error is ProgramCopies.Failure {
            throw CommandStopped("\(error); bench run --resume \(setup.path) goes on when that is mended")
        }
        let result = try report.write(await session.records, incomplete: nil)
        await session.removeJournal()
        return result
    }

    private func measure(_ session: RunSession, _ report: RunReport) async throws {
        let plan = setup.plan
        let copies = try ProgramCopies(
            of: ProgramPath.current, rounds: max(plan.processes, plan.latencyRounds ?? 0))
        defer { copies.remove() }
        var counter: CallgrindExactCounter?
        if let exact = plan.exact {
            counter = try await CallgrindExactCounter(
                exact, strategyLibraries: plan.strategyLibraries, cpu: plan.cpu)
        }
        defer { counter?.removeFiles() }
        let tools = SessionTools(
            child: ProcessRunner(copies), exactCounter: counter, callgrindFolder: callgrindFolder,
            listener: listener)
        try await session.run(with: tools) {
            try report.write($0, incomplete: "the run is going on, or was killed")
        }
    }
}
