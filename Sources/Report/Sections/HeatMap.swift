import BenchResults
import Cells
import ChildProtocol
import Statistics

/// One number per cell: the cost of each strategy, or of each real runtime, in each workload, to be taken in at a
/// glance.
struct HeatMap {
    /// The columns: all strategies but the floor, or all real runtimes.
    let subjects: [String]
    private let run: BenchResult
    private let kind: Subject.Kind
    private let cells: [Key: CellResult]
    /// Whether costs are less the floor's of the same round; they are as measured where the floor was not.
    private let isNet: Bool
    private let form: Form

    /// How much there is to see.
    enum Form {
        /// Numbers alone, in a table that fits a terminal.
        case brief
        /// Each with its interval.
        case full
        /// Each with its interval, and with a link to the samples of the run of that number.
        case linked(run: Int)
    }

    private struct Key: Hashable {
        let workload: String
        let subject: String
    }

    init(_ run: BenchResult, of kind: Subject.Kind = .strategy, form: Form = .full) {
        (self.run, self.form) = (run, form)
        self.kind = kind
        subjects =
            kind == .strategy
            ? run.strategies.map(\.name).filter { $0 != run.floor } : run.plan.runtimeLabels
        cells = Dictionary(
            run.cells.filter { $0.kind == kind }.map {
                (Key(workload: $0.workload, subject: $0.subject), $0)
            }, uniquingKeysWith: { first, _ in first })
        isNet = cells.values.contains { $0.netOfFloor != nil }
    }

    /// Nil where there is no strategy beside the floor, or no runtime.
    var table: Table? {
        let workloads = run.plan.blocks.filter { block in block.subjects.contains { $0.kind == kind } }.map(
            \.workload)
        guard !subjects.isEmpty, !workloads.isEmpty else { return nil }
        return Table(
            caption: caption,
            columns: ["workload"] + subjects,
            rows: workloads.map { workload in
                Table.Row(
                    header: workload,
                    cells: subjects.map { cell(of: $0, in: workload) })
            })
    }

    private var caption: Prose {
        let interval: Prose =
            if isBrief {
                ("median over \(ProcessCount(run).words). " as Prose) + widths
            } else {
                """
                median over processes ± half of its 95 % interval, or both ends where half would mislead, in the \
                same unit.
                """
            }
        guard kind == .strategy else {
            return "Cost of a callback of real runtimes, as measured, all that they do for it included: "
                + interval
        }
        let meaning: Prose =
            isNet
            ? "less what the floor, \(name: run.floor), costs in the same round: "
            : "as measured, because the floor was not: "
        return "Cost of a callback, " + meaning + interval + """
             ~0: no measurable cost. Bold or *: the cheapest of its workload, or not measurably different from it.
            """
    }

    /// How wide the intervals of the costs are, for a table that does not show each.
    private var widths: Prose {
        let halves = cells.values.compactMap { cell -> Double? in
            guard let cost = isNet ? cell.netOfFloor : cell.nanosecondsPerCallback, let lower = cost.lower,
                let upper = cost.upper, cost.median > 0,
                !isNet || !Quantity.isNothing(cost, resolution: run.resolution)
            else { return nil }
            return (upper - lower) / 2 / cost.median * 100
        }.sorted()
        guard let most = halves.last else { return "There are too few of them for intervals." }
        let (half, nine) = (halves[halves.count / 2], halves[halves.count * 9 / 10])
        return """
            Half-width of the 95 % intervals: median \(Quantity.digits(half, 2)) %, 90th percentile \
            \(Quantity.digits(nine, 2)) %, at most \(Quantity.digits(most, 2)) %.
            """
    }

    /// What the looks of the table stand for.
    static var legend: [Table.Cell] {
        let limits = ["10 ns", "100 ns", "1 µs", "10 µs", "100 µs", "1 ms"]
        return [Table.Cell("~0", detail: "no measurable cost", look: .level(0))]
            + limits.enumerated().map { Table.Cell("< \($1)", look: .level($0 + 1)) }
            + [
                Table.Cell("≥ 1 ms", look: .level(limits.count + 1)),
                Table.Cell("died", detail: "ended the process, or hung", look: .dead),
            ]
    }

    /// The cost of a row in a workload.
    func cell(of subject: String, in workload: String) -> Table.Cell {
        guard let cell = cells[Key(workload: workload, subject: subject)] else {
            return Table.Cell("–", look: .absent)
        }
        guard let cost = isNet ? cell.netOfFloor : cell.nanosecondsPerCallback else {
            let status = cell.status == .measured ? "–" : cell.status.rawValue
            return Table.Cell(status, look: cell.status.isDeath ? .dead : .absent)
        }
        let isBest = cell.standing == .best || cell.standing == .indistinct
        if isNet, Quantity.isNothing(cost, resolution: run.resolution) {
            return Table.Cell("~0", look: .level(0), isBest: isBest, link: link(cell))
        }
        return Table.Cell(
            Quantity.time(cost.median), detail: isBrief ? nil : Quantity.interval(cost),
            look: .level(Self.level(of: cost.median)), isBest: isBest, link: link(cell))
    }

    private var isBrief: Bool { if case .brief = form { true } else { false } }

    private func link(_ cell: CellResult) -> String? {
        guard case .linked(let number) = form,
            let workload = run.plan.blocks.firstIndex(where: { $0.workload == cell.workload }),
            let subject = SampleTable.place(of: cell, in: run)
        else { return nil }
        return SampleTable.anchor((number, workload), subject: subject)
    }

    static func level(of cost: Double) -> Int {
        let limits: [Double] = [10, 100, 1000, 10_000, 100_000, 1_000_000]
        return (limits.firstIndex { abs(cost) < $0 } ?? limits.count) + 1
    }
}
