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

    /// What both sides execute in a cell. Runs of N iterations that are the same are enough to know that; otherwise
    /// runs of 2 N show what an iteration in the steady state costs, and are repeated, as what differs between
    /// repeats is no property of a program.
    ///
    /// - Parameters:
    ///   - cell: the cell; both programs have it.
    ///   - isDetailed: whether the code is wanted even where it is the same.
    /// - Returns: what was found; why nothing was, too.
    /// - Throws: `Interrupted` when a signal came.
    func find(_ cell: CellID, isDetailed: Bool = false) throws -> Finding {
        do {
            return try counted(cell, isDetailed)
        } catch let reason as CounterUnavailability {
            return Finding(cause: ComparisonCause(.unknown, reason: "not counted: \(reason.cause)"))
        } catch let failure as Disassembler.Failure {
            return Finding(cause: ComparisonCause(.unknown, reason: "not compared: \(failure)"))
        }
    }

    private func counted(_ cell: CellID, _ isDetailed: Bool) throws -> Finding {
        guard let workload = WorkloadCatalogue.workload(named: cell.workload) else {
            throw CounterUnavailability.callgrind("there is no such workload")
        }
        if workload.isOnce { throw CounterUnavailability.callgrind(workload.onceReason) }
        let iterations = UInt64(workload.exactIterations)
        let callbacks = workload.callbacks(of: iterations)
        var once = try runs(cell, iterations, callbacks)
        if !isDetailed, once.old.missesAsOften(as: once.new, over: callbacks),
            try self.difference(once).isSame
        {
            return Finding(cause: ComparisonCause(.sameCode))
        }
        let first = try steady(once, try runs(cell, 2 * iterations, 2 * callbacks))
        let difference = try self.difference(first)
        var cause = self.cause(first, difference, callbacks)
        if !cause.isSameCode {
            once = try runs(cell, iterations, callbacks)
            let second = try steady(once, try runs(cell, 2 * iterations, 2 * callbacks))
            guard second.agrees(with: first, over: callbacks) else {
                // Threads wait in libraries for as long as chance has it: the program's own code is what is left.
                let (own, again) = (self.own(first), self.own(second))
                if own.agrees(with: again, over: callbacks), try self.difference(own).isSame {
                    return Finding(cause: ComparisonCause(.sameCode))
                }
                throw CounterUnavailability.unsteady
            }
        }
        if isDetailed {
            (cause.oldInstructions, cause.newInstructions) = (first.old.total, first.new.total)
            cause.callbacks = callbacks
        }
        return Finding(cause: cause, difference: difference)
    }

    private struct Both: Sendable {
        var old: InstructionCounts
        var new: InstructionCounts

        /// Whether a repeat counted the same.
        func agrees(with other: Both, over callbacks: UInt64) -> Bool {
            [(old, other.old), (new, other.new)].allSatisfy { one, other in
                one.instructions == other.instructions && one.missesAsOften(as: other, over: callbacks)
            }
        }
    }

    private func runs(_ cell: CellID, _ iterations: UInt64, _ callbacks: UInt64) throws -> Both {
        let programs = [old.program, new.program]
        let counts = try concurrently(2, width: 2) { side in
            try programs[side].instructions(cell, iterations, callbacks)
        }
        return Both(old: counts[0], new: counts[1])
    }

    private func steady(_ once: Both, _ twice: Both) throws(CounterUnavailability) -> Both {
        Both(
            old: try InstructionCounts(of: twice.old, without: once.old),
            new: try InstructionCounts(of: twice.new, without: once.new))
    }

    /// Without what was executed in libraries, and without misses, of which it is not known whose they are.
    private func own(_ counts: Both) -> Both {
        Both(old: counts.old.within(old.program.path), new: counts.new.within(new.program.path))
    }

    private func difference(_ counts: Both) throws -> CodeDifference {
        CodeDifference(try old.reader.code(of: counts.old), try new.reader.code(of: counts.new))
    }

    private func cause(
        _ counts: Both, _ difference: CodeDifference, _ callbacks: UInt64
    ) -> ComparisonCause {
        if difference.isSame {
            if counts.old.missesAsOften(as: counts.new, over: callbacks) { return ComparisonCause(.sameCode) }
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

extension ComparisonCause.Function {
    /// By how many instructions the sides differ.
    fileprivate var change: UInt64 { max(old, new) - min(old, new) }
}

extension InstructionCounts {
    /// How many instructions were executed.
    fileprivate var total: UInt64 { instructions.values.reduce(0, +) }

    /// Misses of the first level of the model's data cache.
    fileprivate var firstLevel: UInt64 { (misses["D1mr"] ?? 0) + (misses["D1mw"] ?? 0) }
}
