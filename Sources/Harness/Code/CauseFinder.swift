import BenchResults
import Cells
import ChildProtocol
import PerfCounters
import Processes
import SystemPackage
import Workloads

/// Finds out whether two programs execute the same in a cell: callgrind counts both, instruction by instruction.
final class CauseFinder {
    /// One side.
    private struct Side {
        let program: CallgrindProgram
        let reader: CodeReader
    }

    private let old: Side
    private let new: Side
    /// The runs of N iterations of the cells that were glanced at and are left to `find`.
    private var first: [CellID: CountedSides] = [:]

    /// What was found out about a cell.
    struct Finding {
        var cause: ComparisonCause
        /// The code of both sides, where it is not the same; of `cause.callbacks` callbacks.
        var difference: CodeDifference?
    }

    /// Makes the copies that valgrind runs.
    ///
    /// - Parameters:
    ///   - old: the older program, and whether its children answer on a channel.
    ///   - new: the newer one.
    ///   - cpu: the CPU of every child.
    /// - Throws: `CounterUnavailability` and `Disassembler.Failure` where it cannot be found out, `CommandStopped`
    ///   without a folder for temporary files.
    init(
        old: (path: FilePath, hasChannel: Bool), new: (path: FilePath, hasChannel: Bool), cpu: Int?
    ) throws {
        let disassembler = try Disassembler()
        func side(_ side: (path: FilePath, hasChannel: Bool)) throws -> Side {
            let program = try CallgrindProgram(
                side.path, simulation: .init(caches: true, instructions: true), strategyLibraries: [],
                cpu: cpu,
                hasChannel: side.hasChannel)
            return Side(
                program: program, reader: try CodeReader(side.path, copy: program.path, disassembler))
        }
        (self.old, self.new) = (try side(old), try side(new))
    }

    /// Removes what valgrind wrote.
    func removeFiles() { for side in [old, new] { side.program.removeFiles() } }

    /// Whether both sides execute the same, as far as runs of N iterations tell.
    ///
    /// - Parameter cell: the cell; both programs have it.
    /// - Returns: what was found, or why nothing was; nil where the programs' own instructions differ: what that
    ///   means takes `find` six more runs, and most such cells are decided by time.
    /// - Throws: `Interrupted` when a signal came.
    func glance(_ cell: CellID) throws -> ComparisonCause? {
        do {
            let (iterations, callbacks) = try length(of: cell)
            let once = try runs(cell, iterations, callbacks)
            if once.missAlike(over: callbacks), try difference(once).isSame {
                return ComparisonCause(.sameCode)
            }
            // What differs in libraries or in misses alone is often no property of a program.
            if try difference(once.within(paths)).isSame {
                return try counted(cell, from: once, isDetailed: false).cause
            }
            first[cell] = once
            return nil
        } catch {
            return try ComparisonCause(unknownFor: error)
        }
    }

    /// What both sides execute in a cell: runs of N and of 2 N iterations show what an iteration in the steady state
    /// costs. They are repeated where the sides differ, as what differs between repeats is no property of a program.
    ///
    /// - Parameters:
    ///   - cell: the cell; both programs have it.
    ///   - isDetailed: whether the counts are wanted even where they are the same.
    /// - Returns: what was found; why nothing was, too.
    /// - Throws: `Interrupted` when a signal came.
    func find(_ cell: CellID, isDetailed: Bool = false) throws -> Finding {
        do {
            return try counted(cell, from: first.removeValue(forKey: cell), isDetailed: isDetailed)
        } catch {
            return Finding(cause: try ComparisonCause(unknownFor: error))
        }
    }

    private func length(of cell: CellID) throws -> (iterations: UInt64, callbacks: UInt64) {
        guard let workload = WorkloadCatalogue.workload(named: cell.workload) else {
            throw CounterUnavailability.callgrind("there is no such workload")
        }
        if workload.isOnce { throw CounterUnavailability.callgrind(workload.onceReason) }
        let iterations = UInt64(workload.exactIterations)
        return (iterations, workload.callbacks(of: iterations))
    }

    private func counted(_ cell: CellID, from once: CountedSides?, isDetailed: Bool) throws -> Finding {
        let (iterations, callbacks) = try length(of: cell)
        func steady(_ once: CountedSides) throws -> CountedSides {
            let twice = try runs(cell, 2 * iterations, 2 * callbacks)
            return try CountedSides(of: twice, without: once)
        }
        let counts = try steady(once ?? runs(cell, iterations, callbacks))
        let difference = try self.difference(counts)
        var cause = self.cause(counts, difference, callbacks)
        if !cause.isSameCode {
            let again = try steady(runs(cell, iterations, callbacks))
            guard again.agrees(with: counts, over: callbacks) else {
                // Threads wait in libraries for as long as chance has it: the program's own code is what is left.
                let (own, ownAgain) = (counts.within(paths), again.within(paths))
                if own.agrees(with: ownAgain, over: callbacks), try self.difference(own).isSame {
                    return Finding(cause: ComparisonCause(.sameCode))
                }
                throw CounterUnavailability.unsteady
            }
        }
        if isDetailed {
            (cause.oldInstructions, cause.newInstructions) = (counts.old.total, counts.new.total)
            cause.callbacks = callbacks
        }
        return Finding(cause: cause, difference: difference)
    }

    private var paths: (old: FilePath, new: FilePath) { (old.program.path, new.program.path) }

    private func runs(_ cell: CellID, _ iterations: UInt64, _ callbacks: UInt64) throws -> CountedSides {
        let programs = [old.program, new.program]
        let counts = try concurrently(2, width: 2) { side in
            try programs[side].instructions(cell, iterations, callbacks)
        }
        return CountedSides(old: counts[0], new: counts[1])
    }

    private func difference(_ counts: CountedSides) throws -> CodeDifference {
        CodeDifference(try old.reader.code(of: counts.old), try new.reader.code(of: counts.new))
    }

    private func cause(
        _ counts: CountedSides, _ difference: CodeDifference, _ callbacks: UInt64
    ) -> ComparisonCause {
        if difference.isSame {
            if counts.missAlike(over: callbacks) { return ComparisonCause(.sameCode) }
            var cause = ComparisonCause(.otherMemory)
            (cause.oldMisses, cause.newMisses) = (counts.old.firstLevel, counts.new.firstLevel)
            cause.callbacks = callbacks
            return cause
        }
        var cause = ComparisonCause(.otherInstructions)
        (cause.oldInstructions, cause.newInstructions) = (counts.old.total, counts.new.total)
        cause.callbacks = callbacks
        cause.functions = difference.pairs.filter { !$0.isSame }.map { pair in
            ComparisonCause.Function(name: pair.name, old: pair.old?.count ?? 0, new: pair.new?.count ?? 0)
        }.sorted { $0.change > $1.change }
        return cause
    }
}

extension ComparisonCause {
    /// Not known, for the reason that an error gives.
    ///
    /// - Throws: an error that gives none.
    fileprivate init(unknownFor error: any Error) throws {
        switch error {
        case let reason as CounterUnavailability:
            self.init(.unknown, reason: "not counted: \(reason.cause)")
        case let failure as Disassembler.Failure:
            self.init(.unknown, reason: "not compared: \(failure)")
        default: throw error
        }
    }
}

extension ComparisonCause.Function {
    /// By how many instructions the sides differ.
    fileprivate var change: UInt64 { max(old, new) - min(old, new) }
}
