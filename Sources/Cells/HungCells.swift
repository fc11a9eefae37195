/// The cells in which strategies hung. Each has cost a deadline, so it is not tried again, and a strategy that
/// has hung in two cells is tried in no other.
public struct HungCells: Sendable {
    /// As many cells of a strategy may hang before the others are given up.
    private static let most = 2

    private var cells: [String: [CellID]] = [:]

    /// None has hung.
    public init() {}

    /// A process of a cell passed its deadline.
    public mutating func add(_ cell: CellID) {
        if cells[Self.key(cell)]?.contains(cell) != true { cells[Self.key(cell), default: []].append(cell) }
    }

    /// Why a cell is not tried, in a few words: it, or another row of the same strategy on the same workload,
    /// hung, or two cells of the strategy did. Nil for one that is tried.
    public func reason(against cell: CellID) -> String? {
        let hung = cells[Self.key(cell)] ?? []
        guard hung.count >= Self.most || hung.contains(where: { $0.workload == cell.workload }) else {
            return nil
        }
        return "not tried, as it hung in \(hung.prefix(Self.most).map(\.workload).joined(separator: " and "))"
    }

    /// The strategy, or the control.
    private static func key(_ cell: CellID) -> String { cell.subject.strategyName ?? cell.subject.label }
}
