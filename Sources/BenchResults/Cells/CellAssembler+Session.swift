import Cells
import ChildProtocol
import PerfCounters
public import Statistics

/// What a session's records say beyond single cells.
extension CellAssembler {
    /// An iteration of the plain empty loop in nanoseconds, if it was measured.
    public var resolution: Double? { session.resolution }

    /// How each row's cost grows along the plan's sweep, as far as it was measured.
    public func growth() -> [Growth] { session.growth }

    /// Where each counter comes from, over the cells in the order of the table.
    public func counters() -> [CounterProvenance] {
        let first = plan.blocks.flatMap(\.cells).flatMap { records[$0] ?? [] }.filter { $0.round == 0 }
        let readings = first.flatMap { $0.report?.counters ?? [] }
        return plan.counters.compactMap { name in
            CounterProvenance(of: readings.filter { $0.requestedName == name })
        }
    }

    /// The null pair, or nil before anything was measured twice.
    public func nullPair() -> NullPair? { session.nullPair }
}
