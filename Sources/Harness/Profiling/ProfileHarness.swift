import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import PerfCounters
import Processes
import SystemPackage
import Workloads

/// Carries out `bench profile`: one cell under the first profiler that works.
package struct ProfileHarness: Sendable {
    /// What a profiler found.
    package enum Profile: Sendable {
        /// Samples and counts of perf.
        case perf(PerfProfile)
        /// Instructions, counted one by one under valgrind; the code only where that was asked for.
        case exact(CellID, [FunctionCost], CellCode?)
    }

    private let settings: ProfileSettings
    private let workload: Workload
    private let file: FilePath?
    private let listener: SessionListener

    /// - Parameters:
    ///   - settings: what was requested.
    ///   - file: where the profile is kept; nil to drop it.
    ///   - listener: told why a profiler cannot be used.
    /// - Throws: `UsageError` for unknown names and numbers out of range.
    package init(
        _ settings: ProfileSettings, file: FilePath?, listener: @escaping SessionListener
    ) throws {
        (self.settings, workload) = try settings.checked(listener)
        self.file = file
        self.listener = listener
    }

    /// Profiles the cell.
    ///
    /// - Throws: `CommandStopped` when the strategy dies, nothing can profile here, or a signal interrupts it.
    package func run() throws -> Profile {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        do {
            return try CommandStopped.onInterruption { try profile(folder.path) }
        } catch let error as LibraryStopped {
            throw CommandStopped("\(error)")
        }
    }

    private var cell: CellID {
        CellID(workload: workload.name, subject: .strategy(settings.strategy))
    }

    private func profile(_ folder: FilePath) throws -> Profile {
        try checkSurvival()
        let perf = Perf(settings, workload, folder: folder)
        for event in settings.source.events {
            do {
                return .perf(
                    try perf.profile(sampling: event, file: file ?? folder.appending("perf.data")))
            } catch let error as LaunchFailure {
                listener(.note("no perf (\(error)): apt-get install linux-perf"))
                break
            } catch let error as Perf.Failure {
                listener(.note("\(error)"))
            }
        }
        guard settings.source == .auto || settings.source == .exact else {
            throw CommandStopped(
                "--counters \(settings.source.rawValue) cannot profile here; exact needs valgrind only")
        }
        return .exact(cell, try exact(), settings.showsInstructions ? try code() : nil)
    }

    private func code() throws -> CellCode {
        do {
            return try CellCode(
                counting: cell, of: workload, strategyLibraries: settings.strategyLibraries, cpu: settings.cpu
            )
        } catch let reason as CounterUnavailability {
            throw CommandStopped("\(cell): \(reason)")
        } catch let failure as Disassembler.Failure {
            throw CommandStopped("--instructions: \(failure)")
        }
    }

    private func exact() throws -> [FunctionCost] {
        let counting = try CallgrindExactCounter(
            RunPlan.Exact(repeats: 2, simulatesCaches: false, simulatesBranches: false),
            strategyLibraries: settings.strategyLibraries, cpu: settings.cpu)
        defer { counting.removeFiles() }
        let report = try counting.count(cell, profile: file)
        guard let functions = report.exact?.functions, !functions.isEmpty else {
            let reason = report.counters?.first?.unavailability?.description ?? "nothing was counted"
            throw CommandStopped("\(cell): \(reason)")
        }
        return functions
    }

    /// A strategy that dies has no profile.
    private func checkSurvival() throws {
        let request = ChildRequest(
            workload: cell.workload, subject: cell.subject,
            strategyLibraries: settings.strategyLibraries,
            task: .run(iterations: UInt64(workload.granularity)), seed: 0, cpu: settings.cpu,
            deadline: ProcessRunner.deadline)
        let printed = PrintedTexts()
        defer { for note in printed.takeNotes() { listener(.note(note)) } }
        switch try ProcessRunner(printed: printed).run(ChildLaunch(request: request)) {
        case .report(let report):
            if let failure = report.failure { throw CommandStopped("\(cell): \(failure)") }
        case .death(let death): throw CommandStopped("\(cell): it died: \(death.summary)")
        }
    }
}
