import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import PerfCounters
import Processes
import SystemPackage
import Workloads

/// Counts cells exactly, each in runs of N and 2 N iterations under callgrind.
package final class CallgrindExactCounter: ExactCounter {
    private let exact: RunPlan.Exact
    private let program: Result<CallgrindProgram, CounterUnavailability>

    /// Makes the copy that valgrind runs. Without valgrind, every cell says so.
    package init(_ exact: RunPlan.Exact, strategyLibraries: [String], cpu: Int?) throws {
        self.exact = exact
        do {
            program = .success(
                try CallgrindProgram(
                    ProgramPath.current,
                    simulation: .init(caches: exact.simulatesCaches, branches: exact.simulatesBranches),
                    strategyLibraries: strategyLibraries, cpu: cpu))
        } catch let reason as CounterUnavailability {
            program = .failure(reason)
        }
    }

    /// Removes the copy and what valgrind wrote next to it.
    package func removeFiles() { try? program.get().removeFiles() }

    /// Keeps the profile of the longer run.
    package func count(
        _ cell: CellID, profile path: FilePath?
    ) throws -> ChildReport {
        guard let workload = WorkloadCatalogue.workload(named: cell.workload) else { return ChildReport() }
        var report = ChildReport()
        let iterations = UInt64(workload.exactIterations)
        do {
            if workload.isOnce { throw CounterUnavailability.callgrind(workload.onceReason) }
            let program = try self.program.get()
            var repeats: [ExactMeasurement.Repeat] = []
            for _ in 0..<exact.repeats {
                // At the same time, since neither changes what the other counts.
                let profiles = try concurrently(2, width: 2) { run in
                    try program.profile(cell, UInt64(run + 1) * iterations, named: "\(run + 1)")
                }
                repeats.append(.init(once: profiles[0], twice: profiles[1]))
            }
            let measurement = ExactMeasurement(repeats)
            let callbacks = workload.callbacks(of: iterations)
            try check(measurement, cell.subject, callbacks)
            report.counters = exact.counters.map(measurement.reading)
            let isExact = measurement.reading(of: .instructions).value != nil
            report.exact = ExactReport(
                callbacks: callbacks,
                functions: isExact
                    ? FunctionCost.list(measurement.functions(), callbacks: callbacks) : [])
            if let path { try keep(program, at: path) }
        } catch let reason as CounterUnavailability {
            report.counters = exact.counters.map { CounterReading(of: $0, because: reason) }
        }
        return report
    }

    /// Callgrind follows stacks, and would report nothing if it lost track and missed callbacks. So the calls
    /// of the bodies, which do nothing, must be as many as the callbacks.
    private func check(
        _ measurement: ExactMeasurement, _ subject: Subject, _ callbacks: UInt64
    ) throws(CounterUnavailability) {
        guard subject.makesCallbacks else { return }
        let seen = measurement.calls(of: "sbs_body_plain")
        guard seen == callbacks else {
            throw .callgrind("callgrind saw \(seen.map(String.init) ?? "no") callbacks of \(callbacks)")
        }
    }

    /// Keeps the file of the longer run, with the program's real path and demangled Swift names.
    private func keep(_ program: CallgrindProgram, at path: FilePath) throws {
        let text = try String(contentsOf: URL(filePath: program.file("2").string), encoding: .utf8)
        let real = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isFunction = line.hasPrefix("fn=") || line.hasPrefix("cfn=")
            let name = isFunction ? line.firstRange(of: ") $s") : nil
            if let name { return line[...name.lowerBound] + " " + SymbolName.whole(line[name.upperBound...]) }
            return line.split(separator: program.path.string, omittingEmptySubsequences: false)
                .joined(separator: ProgramPath.file.string)
        }.joined(separator: "\n")
        do {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
            _ = try file.closeAfter { try file.writeAll(real.utf8) }
        } catch let error as Errno {
            throw StoreError.system(doing: .write, path: path, error)
        }
    }
}
