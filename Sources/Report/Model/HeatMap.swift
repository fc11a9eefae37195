import Cells
public import BenchResults
import Statistics

/// One number a cell: the cost of each strategy in each workload, to be taken in at a glance.
public struct HeatMap: Sendable {
    /// How dear a cell is.
    public enum Level: Sendable, Equatable {
        /// Not told from nothing: within its interval, or below the resolution.
        case nothing
        /// Below 10 ns (0), 100 ns (1), 1 µs (2), 10 µs (3), 100 µs (4), 1 ms (5), or more (6).
        case decade(Int)
        /// The strategy died or hung.
        case dead
        /// Not measured.
        case absent
    }

    /// One strategy in one workload.
    public struct Cell: Sendable, Equatable {
        /// The cost, or what became of it.
        public let text: String
        /// Half of its interval, in the same unit.
        public let interval: String?
        /// How dear it is.
        public let level: Level
        /// The cheapest of its row, or not told from it.
        public let isBest: Bool
    }

    /// One workload.
    public struct Row: Sendable {
        /// Its name.
        public let workload: String
        /// A cell for each strategy.
        public let cells: [Cell]
    }

    /// The strategies, which are the columns: all but the floor.
    public let strategies: [String]
    /// The workloads.
    public let rows: [Row]
    /// Whether costs are less the floor's of the same round; they are as measured where the floor was not.
    public let isNet: Bool

    /// Makes the map of a result.
    public init(_ result: BenchResult) {
        let strategies = result.strategies.map(\.name).filter { $0 != result.floor }
        let cells = Dictionary(
            result.cells.filter { $0.kind == .strategy }.map { (Key($0), $0) },
            uniquingKeysWith: { first, _ in first })
        let isNet = cells.values.contains { $0.netOfFloor != nil } || strategies.isEmpty
        self.strategies = strategies
        self.isNet = isNet
        rows = result.plan.blocks.filter { $0.subjects.contains { $0.kind == .strategy } }.map { block in
            Row(
                workload: block.workload,
                cells: strategies.map {
                    Cell(
                        cells[Key(workload: block.workload, subject: $0)], isNet: isNet,
                        resolution: result.resolution)
                })
        }
    }

    private struct Key: Hashable {
        let workload: String
        let subject: String

        init(workload: String, subject: String) { (self.workload, self.subject) = (workload, subject) }
        init(_ cell: CellResult) { self.init(workload: cell.workload, subject: cell.subject) }
    }
}

extension HeatMap.Cell {
    init(_ cell: CellResult?, isNet: Bool, resolution: Double?) {
        guard let cell else {
            self.init(text: "–", interval: nil, level: .absent, isBest: false)
            return
        }
        guard let cost = isNet ? cell.netOfFloor : cell.nanosecondsPerCallback else {
            let status = cell.status == .measured ? "–" : cell.status.rawValue
            self.init(
                text: status, interval: nil, level: cell.status.isDeath ? .dead : .absent, isBest: false)
            return
        }
        let isBest = cell.standing == .best || cell.standing == .indistinct
        if isNet, Self.isNothing(cost, resolution) {
            self.init(text: "~0", interval: nil, level: .nothing, isBest: isBest)
        } else {
            self.init(
                text: Quantity.time(cost.median), interval: Quantity.halfInterval(cost),
                level: .decade(Self.decade(of: cost.median)), isBest: isBest)
        }
    }

    /// Below the resolution a difference is not told from nothing, nor when its interval has it on both
    /// sides.
    private static func isNothing(_ cost: Estimate, _ resolution: Double?) -> Bool {
        if let resolution, abs(cost.median) < resolution { return true }
        guard let lower = cost.lower, let upper = cost.upper else { return false }
        return lower <= 0 && upper >= 0
    }

    private static func decade(of cost: Double) -> Int {
        let limits: [Double] = [10, 100, 1000, 10_000, 100_000, 1_000_000]
        return limits.firstIndex { abs(cost) < $0 } ?? limits.count
    }
}
