import BenchResults
import Cells
import PerfCounters
import SystemPackage

/// What both programs execute in the cells that were suspects, and in those that time cannot decide.
struct PairedCauses {
    var byCell: [CellID: ComparisonCause] = [:]
    /// Why nothing is known, as a remark says it.
    var remarks: [String] = []

    /// The cells to ask about: those that look changed, those that are not decided, and all that were measured again.
    static func open(_ comparison: ResultComparison, _ measurement: PairedMeasurement) -> [CellID] {
        let alive = Set(measurement.cells.filter(\.isAlive).map(\.id))
        let suspects = Set(measurement.suspects)
        return comparison.rows.filter { row in
            alive.contains(row.cell)
                && ([.slower, .faster, .inconclusive].contains(row.verdict)
                    || suspects.contains(row.cell.description))
        }.map(\.cell)
    }

    /// Counts cells of both programs.
    ///
    /// - Parameters:
    ///   - cells: which.
    ///   - request: the programs.
    ///   - listings: what they have.
    ///   - listener: told how far it is.
    ///   - keep: takes what was found so far, after each cell.
    /// - Throws: `Interrupted` when a signal came.
    static func find(
        _ cells: [CellID], _ request: PairingRequest, _ listings: (old: ProgramListing, new: ProgramListing),
        _ listener: @escaping SessionListener, keep: (PairedCauses) throws -> Void
    ) throws {
        guard !cells.isEmpty else { return }
        var causes = PairedCauses()
        let finder: CauseFinder
        do {
            finder = try CauseFinder(
                old: (FilePath(request.old.path), listings.old.hasChannel == true),
                new: (FilePath(request.new.path), listings.new.hasChannel == true),
                cpu: request.settings.conditions.cpu)
        } catch let reason as CounterUnavailability {
            causes.remarks.append("What both sides execute is not known: \(reason).")
            try causes.compareCode(cells, request)
            return try keep(causes)
        } catch let failure as Disassembler.Failure {
            causes.remarks.append("What both sides execute is not known: \(failure).")
            return try keep(causes)
        }
        defer {
            finder.removeFiles()
            listener(.progressEnded)
        }
        for (index, cell) in cells.enumerated() {
            listener(.progress("counting \(index + 1) of \(cells.count)  \(cell)"))
            causes.byCell[cell] = try finder.find(cell).cause
            try keep(causes)
        }
    }

    /// What can be said without counting: whether the code that a cell can reach is the same.
    private mutating func compareCode(_ cells: [CellID], _ request: PairingRequest) throws {
        do {
            let code = try MachineCode(old: FilePath(request.old.path), new: FilePath(request.new.path))
            for cell in cells {
                guard let isUnchanged = try code.isUnchanged(cell) else { continue }
                byCell[cell] = ComparisonCause(isUnchanged ? .unchangedCode : .changedCode)
            }
        } catch let failure as Disassembler.Failure {
            remarks.append("The machine code was not compared either: \(failure).")
        }
    }
}
