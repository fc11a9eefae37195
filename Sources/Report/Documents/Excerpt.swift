import BenchResults

/// What a table shows of thousands of sessions: the oldest, the newest, and those between which a level changes.
struct Excerpt {
    /// Rows of the oldest, and of the newest ones.
    static let (oldest, newest) = (3, 25)
    /// The most rows of changes.
    private static let mostChanges = 40

    private let count: Int
    private let shown: [Int]

    /// - Parameters:
    ///   - count: how many there are.
    ///   - marked: those that are to be seen, in the order of their rank.
    private init(count: Int, marked: some Sequence<Int>) {
        self.count = count
        if count <= Self.oldest + Self.newest {
            shown = Array(0..<count)
        } else {
            let ends = Array(0..<Self.oldest) + Array(count - Self.newest..<count)
            shown = Set(ends + marked.prefix(Self.mostChanges)).sorted()
        }
    }

    /// Of the sessions of a history.
    init(of history: History) {
        let changes = history.cells.lazy.flatMap(\.changes)
        var ranks: [Int: Int] = [:]
        for change in changes {
            for session in [change.before, change.after] { ranks[session, default: 0] += 1 }
        }
        self.init(
            count: history.sessions.count,
            marked: ranks.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key))
    }

    /// Of the points of a cell.
    init(of cell: History.Cell) {
        let marked = Set(cell.changes.flatMap { [$0.before, $0.after] })
        self.init(
            count: cell.points.count,
            marked: cell.points.indices.filter { marked.contains(cell.points[$0].session) })
    }

    /// The rows, with one for each gap.
    func rows<Row>(_ row: (Int) -> Row, leftOut: (_ count: Int) -> Row) -> [Row] {
        var rows: [Row] = []
        var next = 0
        for index in shown {
            if index > next { rows.append(leftOut(index - next)) }
            rows.append(row(index))
            next = index + 1
        }
        return rows
    }
}
