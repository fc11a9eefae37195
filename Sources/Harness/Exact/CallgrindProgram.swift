import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import PerfCounters
import Processes
import Synchronization
import SystemPackage

/// A program of ours that callgrind runs: a copy that valgrind can read, and what it wrote about each run.
final class CallgrindProgram: Sendable {
    /// A temporary folder, removed afterwards.
    private let folder: TemporaryFolder
    private let valgrind: Valgrind
    private let strategyLibraries: [String]
    private let cpu: Int?
    private let hasChannel: Bool
    private let hung = Mutex(HungCells())

    /// Makes the copy.
    ///
    /// - Parameters:
    ///   - program: the program's file.
    ///   - simulation: what is counted besides instructions.
    ///   - strategyLibraries: the libraries that children load.
    ///   - cpu: the CPU of every child.
    ///   - hasChannel: whether its children answer on a channel; those of earlier versions print the answer.
    /// - Throws: `CounterUnavailability` where callgrind cannot count, `CommandStopped` without a folder.
    init(
        _ program: FilePath, simulation: Valgrind.Simulation, strategyLibraries: [String], cpu: Int?,
        hasChannel: Bool = true
    ) throws {
        if let reason = Valgrind.unavailability() { throw reason }
        self.strategyLibraries = strategyLibraries
        self.cpu = cpu
        self.hasChannel = hasChannel
        folder = try TemporaryFolder()
        valgrind = Valgrind(program: folder.path.appending("bench"), simulation: simulation)
        do {
            try ValgrindCopy.write(program, to: valgrind.program)
        } catch {
            throw CounterUnavailability.callgrind(
                "the copy that valgrind runs cannot be written to \(folder.path): \(error)",
                remedy: "set TMPDIR to a folder with room for it")
        }
    }

    /// Where the copy is: profiles name it.
    var path: FilePath { valgrind.program }

    /// Where callgrind wrote the profile of that name.
    func file(_ name: String) -> FilePath { folder.path.appending(name) }

    /// Removes the copy and what valgrind wrote next to it.
    func removeFiles() { folder.remove() }

    /// One run, in its own process. The seed is always the same, so that nothing is random.
    ///
    /// - Throws: `CounterUnavailability` when there is no profile, `Interrupted` when a signal came.
    func profile(_ cell: CellID, _ iterations: UInt64, named name: String) throws -> CallgrindProfile {
        if let reason = hung.withLock({ $0.reason(against: cell) }) {
            throw CounterUnavailability.callgrind("under valgrind: \(reason)")
        }
        let request = ChildRequest(
            workload: cell.workload, subject: cell.subject, strategyLibraries: strategyLibraries,
            task: .run(iterations: iterations), seed: 0, cpu: cpu, deadline: Valgrind.deadline)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let file = self.file(name)
        try? FileManager.default.removeItem(atPath: file.string)
        let text = String(decoding: try encoder.encode(request), as: UTF8.self)
        let (ended, seal): (EndedProcess, ChannelSeal?)
        do {
            (ended, seal) = try valgrind.run(
                [ChildRequest.argument, text], file: file, hasChannel: hasChannel)
        } catch let error as LaunchFailure {
            throw CounterUnavailability.callgrind("\(error)")
        }
        let outcome =
            try seal.map { try Outcome(of: ended, $0, for: request) }
            ?? Outcome(of: ended, printed: ended.output)
        switch outcome {
        case .death(let death):
            if death.isHung { hung.withLock { $0.add(cell) } }
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
}
