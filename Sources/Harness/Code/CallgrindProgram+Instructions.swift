import Cells
import ChildProtocol
import PerfCounters
import Workloads

extension CallgrindProgram {
    /// What a run counts, instruction by instruction.
    ///
    /// Callgrind follows stacks, and reports less if it lost track. So the bodies, which do nothing, must have been
    /// executed as often as there were callbacks.
    ///
    /// - Parameters:
    ///   - cell: what runs.
    ///   - iterations: of its loop.
    ///   - callbacks: that these are.
    /// - Returns: the counts, set-up included.
    /// - Throws: `CounterUnavailability` when callgrind could not count, `Interrupted` when a signal came.
    func instructions(_ cell: CellID, _ iterations: UInt64, _ callbacks: UInt64) throws -> InstructionCounts {
        let counts = InstructionCounts(try profile(cell, iterations, named: "profile"))
        let bodies = counts.instructions.filter { $0.key.function.symbol == "sbs_body_plain" }
        let seen = bodies.min { $0.key.address < $1.key.address }?.value ?? 0
        guard seen >= callbacks else {
            throw CounterUnavailability.callgrind("callgrind saw \(seen) callbacks of \(callbacks)")
        }
        return counts
    }
}

extension Workload {
    /// The callbacks of a number of iterations.
    func callbacks(of iterations: UInt64) -> UInt64 {
        iterations * UInt64(callbacksPerIteration * threads)
    }
}

extension CounterUnavailability {
    /// What was counted is no property of the program.
    static let unsteady = callgrind("repeats over the same callbacks disagree, so the counts are not exact")
}
