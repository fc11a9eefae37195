import BenchResults
import Cells
import PerfCounters
import SystemPackage

/// Asks what both programs execute, in two steps: before time decides, whether it is the same; once it has, what the
/// difference is where that matters.
///
/// A glance is one run of each side, an explanation three more of each. A run takes 0.6 s of starting alone, and 8 s with
/// 10,000 mappings, and most cells that do not execute the same are decided by time.
final class CauseSearch {
    /// Seconds that counting may take, however short measuring is.
    private static let leastSeconds = 300.0

    private let request: PairingRequest
    private let listings: (old: ProgramListing, new: ProgramListing)
    private let now: Stopwatch
    private let listener: SessionListener
    /// Nil before it is needed, and where nothing can be counted.
    private var finder: CauseFinder?
    private var elapsed = Duration.zero
    private(set) var causes = PairedCauses()

    /// Prepares to ask.
    ///
    /// - Parameters:
    ///   - request: the programs.
    ///   - listings: what they have.
    ///   - now: the time. No cell is begun after as long as measuring may take, or five minutes.
    ///   - listener: told how far it is.
    init(
        _ request: PairingRequest, _ listings: (old: ProgramListing, new: ProgramListing),
        _ now: @escaping Stopwatch, _ listener: @escaping SessionListener
    ) {
        (self.request, self.listings, self.now, self.listener) = (request, listings, now, listener)
    }

    /// Finds out in which cells both programs execute the same.
    ///
    /// - Parameters:
    ///   - cells: which, the most important first.
    ///   - save: called when there is something new to keep.
    /// - Throws: `Interrupted` when a signal came, `CommandStopped` without a folder for temporary files.
    func glance(at cells: [CellID], save: () throws -> Void) throws {
        guard !cells.isEmpty else { return }
        do {
            finder = try CauseFinder(
                old: (FilePath(request.old.path), listings.old.hasChannel == true),
                new: (FilePath(request.new.path), listings.new.hasChannel == true),
                cpu: request.settings.conditions.cpu)
        } catch let reason as CounterUnavailability {
            causes.remarks.append("What both sides execute is not known: \(reason).")
            try compareCode(cells)
        } catch let failure as Disassembler.Failure {
            causes.remarks.append("What both sides execute is not known: \(failure).")
        }
        _ = try ask(cells, "counting", save) { try $0.glance($1) }
        try save()
    }

    /// Finds out what differs in cells that were glanced at, or about which nothing is known yet.
    ///
    /// - Parameters:
    ///   - cells: which, the most important first.
    ///   - save: called when there is something new to keep.
    /// - Throws: `Interrupted` when a signal came.
    func explain(_ cells: [CellID], save: () throws -> Void) throws {
        let left = try ask(cells, "counting what differs,", save) { try $0.find($1).cause }
        guard left > 0 else { return }
        causes.remarks.append(
            "What both sides execute is not known in \(left) of \(cells.count) cells: "
                + "counting for \(Int(limit)) s was not enough.")
    }

    /// Removes what valgrind wrote.
    func removeFiles() { finder?.removeFiles() }

    private var limit: Double { max(request.settings.budget, Self.leastSeconds) }

    /// Asks about one cell after the other while there is time.
    ///
    /// - Returns: how many cells there was no time for.
    private func ask(
        _ cells: [CellID], _ doing: String, _ save: () throws -> Void,
        _ question: (CauseFinder, CellID) throws -> ComparisonCause?
    ) throws -> Int {
        guard let finder else { return 0 }
        let start = now() - elapsed
        defer {
            elapsed = now() - start
            listener(.progressEnded)
        }
        for (index, cell) in cells.enumerated() {
            if (now() - start) / .seconds(1) > limit { return cells.count - index }
            listener(.progress("\(doing) \(index + 1) of \(cells.count)  \(cell)"))
            causes.byCell[cell] = try question(finder, cell)
            try save()
        }
        return 0
    }

    /// What can be said without counting: whether the code that a cell can reach is the same.
    private func compareCode(_ cells: [CellID]) throws {
        do {
            let code = try MachineCode(old: FilePath(request.old.path), new: FilePath(request.new.path))
            for cell in cells {
                guard let isUnchanged = try code.isUnchanged(cell) else { continue }
                causes.byCell[cell] = ComparisonCause(isUnchanged ? .unchangedCode : .changedCode)
            }
        } catch let failure as Disassembler.Failure {
            causes.remarks.append("The machine code was not compared either: \(failure).")
        }
    }
}
