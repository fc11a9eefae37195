import Cells
import PerfCounters
import SystemPackage
import Workloads

/// The instructions that this program executes in one cell, each with its exact count.
package struct CellCode: Sendable {
    /// A function of the program.
    package struct Function: Sendable {
        /// The name that people read.
        package let name: String
        /// Instructions executed in it, over all counted callbacks.
        package let count: UInt64
        /// Each of them, in the order of their addresses.
        package let instructions: [CellExplanation.Side]
    }

    /// The callbacks that counts are over.
    package let callbacks: UInt64
    /// What executes most first.
    package let functions: [Function]

    /// Counts a cell twice, with N and with 2 N iterations, so that set-up cancels out.
    ///
    /// - Parameters:
    ///   - cell: which; `workload` is its workload.
    ///   - workload: how the program calls back.
    ///   - strategyLibraries: the libraries that children load.
    ///   - cpu: the CPU of every child.
    /// - Throws: `CounterUnavailability` and `Disassembler.Failure` where it cannot be found out, `Interrupted` when a
    ///   signal came.
    init(counting cell: CellID, of workload: Workload, strategyLibraries: [String], cpu: Int?) throws {
        let program = try CallgrindProgram(
            ProgramPath.current, simulation: .init(caches: false, instructions: true),
            strategyLibraries: strategyLibraries, cpu: cpu)
        defer { program.removeFiles() }
        let reader = try CodeReader(program.path, copy: program.path, Disassembler())
        let iterations = UInt64(workload.exactIterations)
        func steady() throws -> InstructionCounts {
            let runs = try [iterations, 2 * iterations].map {
                try program.instructions(cell, $0, workload.callbacks(of: $0))
            }
            return try InstructionCounts(of: runs[1], without: runs[0])
        }
        let counts = try steady()
        guard try steady() == counts else {
            throw CounterUnavailability.unsteady
        }
        callbacks = workload.callbacks(of: iterations)
        functions = try reader.code(of: counts.within(program.path)).functions.map { function in
            Function(
                name: function.name, count: function.count,
                instructions: function.instructions.enumerated().map {
                    CellExplanation.Side(number: $0 + 1, text: $1.text, count: $1.count)
                })
        }.sorted { ($0.count, $1.name) > ($1.count, $0.name) }
    }
}
