import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import PerfCounters
import Processes
import Synchronization
import SystemPackage
import Workloads

/// Counts cells exactly, each in runs of N and 2 N iterations under callgrind.
package final class CallgrindExactCounter: ExactCounter {
    private let exact: RunPlan.Exact
    private let strategyLibraries: [String]
    private let cpu: Int?
    /// A temporary folder, removed afterwards.
    private let folder: TemporaryFolder
    private let valgrind: Result<Valgrind, CounterUnavailability>
    private let hung = Mutex(HungCells())

    /// Makes the copy that valgrind runs. Without valgrind, every cell says so.
    package init(_ exact: RunPlan.Exact, strategyLibraries: [String], cpu: Int?) throws {
        self.exact = exact
        self.strategyLibraries = strategyLibraries
        self.cpu = cpu
        folder = try TemporaryFolder()
        if let reason = Valgrind.unavailability() {
            valgrind = .failure(reason)
            return
        }
        let program = folder.path.appending("bench")
        do {
            try ValgrindCopy.write(to: program)
        } catch {
            valgrind = .failure(
                .callgrind(
                    "the copy that valgrind runs cannot be written to \(folder.path): \(error)",
                    remedy: "set TMPDIR to a folder with room for it"))
            return
        }
        valgrind = .success(
            Valgrind(
                program: program,
                simulation: .init(caches: exact.simulatesCaches, branches: exact.simulatesBranches)))
    }

    /// Removes the copy and what valgrind wrote next to it.
    package func removeFiles() { folder.remove() }

    /// Keeps the profile of the longer run.
    package func count(
        _ cell: CellID, profile path: FilePath?
    ) throws -> ChildReport {
        guard let workload = WorkloadCatalogue.workload(named: cell.workload) else { return ChildReport() }
        var report = ChildReport()
        let iterations = UInt64(workload.exactIterations)
        do {
            if workload.isOnce { throw CounterUnavailability.callgrind(workload.onceReason) }
            let valgrind = try self.valgrind.get()
            if let reason = hung.withLock({ $0.reason(against: cell) }) {
                throw CounterUnavailability.callgrind("under valgrind: \(reason)")
            }
            var repeats: [ExactMeasurement.Repeat] = []
            for _ in 0..<exact.repeats {
                // At the same time, since neither changes what the other counts.
                let profiles = try concurrently(2, width: 2) { run in
                    try self.profile(
                        workload, cell.subject, UInt64(run + 1) * iterations, by: valgrind, "\(run + 1)")
                }
                repeats.append(.init(once: profiles[0], twice: profiles[1]))
            }
            let measurement = ExactMeasurement(repeats)
            let callbacks = iterations * UInt64(workload.callbacksPerIteration * workload.threads)
            try check(measurement, cell.subject, callbacks)
            report.counters = exact.counters.map(measurement.reading)
            let isExact = measurement.reading(of: .instructions).value != nil
            report.exact = ExactReport(
                callbacks: callbacks,
                functions: isExact
                    ? FunctionCost.list(measurement.functions(), callbacks: callbacks) : [])
            if let path { try keep(valgrind, at: path) }
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

    /// One run, in its own process. The seed is always the same, so that nothing is random.
    private func profile(
        _ workload: Workload, _ subject: Subject, _ iterations: UInt64, by valgrind: Valgrind, _ name: String
    ) throws -> CallgrindProfile {
        let request = ChildRequest(
            workload: workload.name, subject: subject, strategyLibraries: strategyLibraries,
            task: .run(iterations: iterations), seed: 0, cpu: cpu, deadline: Valgrind.deadline)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let file = folder.path.appending(name)
        try? FileManager.default.removeItem(atPath: file.string)
        let text = String(decoding: try encoder.encode(request), as: UTF8.self)
        let (ended, seal): (EndedProcess, ChannelSeal)
        do {
            (ended, seal) = try valgrind.run([ChildRequest.argument, text], file: file)
        } catch let error as LaunchFailure {
            throw CounterUnavailability.callgrind("\(error)")
        }
        switch try Outcome(of: ended, seal, for: request) {
        case .death(let death):
            if death.isHung {
                hung.withLock { $0.add(CellID(workload: workload.name, subject: subject)) }
            }
            throw CounterUnavailability.callgrind("under valgrind: \(death.summary)")
        case .report(let report):
            if let failure = report.failure {
                throw CounterUnavailability.callgrind("under valgrind: \(failure)")
            }
        }
        do {
            return try CallgrindProfile(
                parsing: String(contentsOf: URL(filePath: file.string), encoding: .utf8))
        } catch {
            throw CounterUnavailability.callgrind("callgrind's file cannot be used: \(error)")
        }
    }

    /// Keeps the file of the longer run, with the program's real path and demangled Swift names.
    private func keep(_ valgrind: Valgrind, at path: FilePath) throws {
        let text = try String(contentsOf: URL(filePath: folder.path.appending("2").string), encoding: .utf8)
        let real = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isFunction = line.hasPrefix("fn=") || line.hasPrefix("cfn=")
            let name = isFunction ? line.firstRange(of: ") $s") : nil
            if let name { return line[...name.lowerBound] + " " + SymbolName.whole(line[name.upperBound...]) }
            return line.split(separator: valgrind.program.string, omittingEmptySubsequences: false)
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
