import Cells
import Statistics

/// Relates the rows of one workload to its floor and to its cheapest strategy, paired by round.
struct RelativeCosts {
    typealias Values = (CellResult) -> [(round: Int, cost: Double)]

    private let rows: [CellResult]
    private let floor: String
    private let values: Values
    private let resolution: Double?
    private let isSick: Bool

    init(cells: [CellResult], floor: String, values: @escaping Values, resolution: Double?, isSick: Bool) {
        self.rows = cells
        self.floor = floor
        self.values = values
        self.resolution = resolution
        self.isSick = isSick
    }

    /// The rows with `netOfFloor`, `ratioToBest` and `standing` filled in where they can be.
    func cells() -> [CellResult] {
        let floorRow = rows.first { $0.kind == .strategy && $0.subject == floor }
        let best = rows.filter { $0.kind == .strategy && $0.subject != floor && $0.status == .measured }
            .min {
                ($0.nanosecondsPerCallback?.median ?? .infinity)
                    < ($1.nanosecondsPerCallback?.median ?? .infinity)
            }
        return rows.map { row in
            guard row.status == .measured else { return row }
            var row = row
            if let floorRow, [.strategy, .twin].contains(row.kind), row.subject != floor {
                row.netOfFloor = difference(row, floorRow)
            }
            if let best, row.kind == .strategy, row.subject != floor {
                row.ratioToBest = ratio(row, best)
                row.standing =
                    row.subject == best.subject ? .best : standing(row, best, ratio: row.ratioToBest)
            }
            return row
        }
    }

    private func difference(_ row: CellResult, _ other: CellResult) -> Estimate? {
        let pairs = Self.paired(values(row), values(other))
        return try? PairedDifference(of: pairs.map(\.0), minus: pairs.map(\.1)).difference
    }

    private func ratio(_ row: CellResult, _ other: CellResult) -> Estimate? {
        let pairs = Self.paired(values(row), values(other))
        return try? PairedRatio(of: pairs.map(\.0), to: pairs.map(\.1)).ratio
    }

    private func standing(
        _ row: CellResult, _ best: CellResult, ratio: Estimate?
    ) -> CellResult.Standing {
        guard let resolution, let lower = ratio?.lower, let apart = difference(row, best)
        else { return .unknown }
        if isSick { return .withheld }
        return lower > 1 && apart.median > resolution ? .slower : .indistinct
    }

    /// The costs of two rows in the rounds that have both.
    static func paired(
        _ first: [(round: Int, cost: Double)], _ second: [(round: Int, cost: Double)]
    ) -> [(Double, Double)] {
        let byRound = Dictionary(second.map { ($0.round, $0.cost) }, uniquingKeysWith: { $1 })
        return first.compactMap { entry in byRound[entry.round].map { (entry.cost, $0) } }
    }
}
