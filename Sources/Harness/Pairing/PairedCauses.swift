import BenchResults
import Cells

/// What is known of what both programs execute in cells.
struct PairedCauses {
    var byCell: [CellID: ComparisonCause] = [:]
    /// Why nothing is known, as a remark says it.
    var remarks: [String] = []

    /// The cells of which time has nothing more to say, as both sides execute the same.
    var sameCode: Set<CellID> { Set(byCell.filter { $0.value.isSameCode }.keys) }

    /// The cells to ask about before time decides: those that the first rounds leave open, suspects first, as they
    /// would cost the most time.
    static func open(_ measurement: PairedMeasurement) -> [CellID] {
        let rules = measurement.settings.rules
        let open =
            measurement.cells.filter { $0.isAlive && $0.suspicion(rules) != nil }
            + measurement.cells.filter {
                $0.isAlive && $0.suspicion(rules) == nil && !$0.isSettled(rules)
            }
        return open.map(\.id)
    }

    /// The cells to ask about once time has decided what it can: the suspects, and what is still open.
    func unexplained(_ measurement: PairedMeasurement) -> [CellID] {
        let rules = measurement.settings.rules
        let open = measurement.cells.filter { $0.isAlive && !$0.isSettled(rules) }.map(\.id)
        let suspects = measurement.suspects
        return (suspects + open.filter { !suspects.contains($0) }).filter { byCell[$0] == nil }
    }
}
