import BenchResults
import Cells
import PerfCounters
import SystemPackage

/// What both programs execute in the cells that were suspects, and in those that time cannot decide.
struct PairedCauses {
    /// Seconds that counting may take, however short measuring is.
    private static let leastSeconds = 300.0

    var byCell: [CellID: ComparisonCause] = [:]
    /// Why nothing is known, as a remark says it.
    var remarks: [String] = []

    /// The cells of which time has nothing more to say, as both sides execute the same.
    var sameCode: Set<CellID> { Set(byCell.filter { $0.value.isSameCode }.keys) }

    /// The cells to ask about: those that the first rounds leave open, suspects first, as they would cost the most
    /// time.
    static func open(_ measurement: PairedMeasurement, _ rules: ComparisonRules) -> [CellID] {
        let open =
            measurement.cells.filter { $0.isAlive && $0.suspicion(rules) != nil }
            + measurement.cells.filter {
                $0.isAlive && $0.suspicion(rules) == nil && !$0.isSettled(rules)
            }
        return open.map(\.id)
    }

    /// Counts cells of both programs.
    ///
    /// - Parameters:
    ///   - cells: which, the most important first.
    ///   - request: the programs.
    ///   - listings: what they have.
    ///   - now: the time. No cell is begun after as long as measuring may take, or five minutes.
    ///   - listener: told how far it is.
    ///   - keep: takes what was found so far, after each cell.
    /// - Throws: `Interrupted` when a signal came.
    static func find(
        _ cells: [CellID], _ request: PairingRequest, _ listings: (old: ProgramListing, new: ProgramListing),
        _ now: Stopwatch, _ listener: @escaping SessionListener, keep: (PairedCauses) throws -> Void
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
        let (start, limit) = (now(), max(request.settings.budget, leastSeconds))
        for (index, cell) in cells.enumerated() {
            if (now() - start) / .seconds(1) > limit {
                causes.remarks.append(
                    "\(cells.count - index) of \(cells.count) cells were not counted: \(Int(limit)) s did not last"
                )
                return try keep(causes)
            }
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
