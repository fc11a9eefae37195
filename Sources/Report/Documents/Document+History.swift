import BenchResults
import MachineInspection
import Statistics

extension Document {
    /// The same cells over stored results.
    package init(_ history: History) {
        let content = HistoryBlocks(history: history)
        self.init(
            title: "How cells cost over stored results",
            sections: [Section(title: "", blocks: content.blocks)])
    }
}

/// The sessions, a line per cell and machine, then the changes and breaks.
private struct HistoryBlocks {
    let history: History

    var blocks: [Document.Block] {
        let course: [Document.Block] = history.cells.count == 1 ? [.table(self.course(history.cells[0]))] : []
        return [.table(sessions), .remarks([order] + sick), .table(cells)] + course
            + [
                remarks(
                    changes,
                    under:
                        "Changes of level (p \(significance)). Not paired: verify with bench commits."
                ),
                remarks(breaks, under: "Breaks ('|'), across which nothing is compared:"),
            ].compactMap { $0 }
    }

    private var significance: String { Quantity.digits(ChangePoints.significance, 3) }
    private var hasMachines: Bool { history.machines.count > 1 }

    private func remarks(_ lines: [Prose], under title: Prose) -> Document.Block? {
        lines.isEmpty ? nil : .folded(title, [.remarks(lines)])
    }

    private var sessions: Table {
        Table(
            columns: ["session", "commit", "started"] + (hasMachines ? ["machine"] : []) + ["file"],
            rows: Excerpt(of: history).rows { index in
                let session = history.sessions[index]
                return Table.Row(
                    header: "\(index + 1)",
                    cells: [
                        Table.Cell(commit(index)), Table.Cell(Subtitle.time(session.startedAt)),
                    ] + (hasMachines ? [Table.Cell(history.machines[session.machine])] : []) + [
                        Table.Cell(session.file)
                    ])
            } leftOut: { count in
                Table.Row(
                    header: "…",
                    cells: [Table.Cell("\(count) more")]
                        + Array(repeating: Table.Cell(""), count: hasMachines ? 3 : 2))
            }, isText: true)
    }

    private var order: Prose {
        if !history.isByCommit { return "In the order of time: none is of a commit before HEAD." }
        return history.sessions.allSatisfy(\.isByCommit)
            ? "In the order of commits."
            : "In the order of commits; those that are of none before HEAD are placed by time."
    }

    private var sick: [Prose] {
        let sick = history.sessions.enumerated().filter { !$1.sickness.isEmpty }
        let shown: [Prose] = sick.suffix(Excerpt.newest).map { index, session in
            """
            Session \(index + 1) is sick, and takes no part in the search for changes: \
            \(session.sickness.joined(separator: "; ")).
            """
        }
        return sick.count > shown.count
            ? ["\(sick.count - shown.count) sessions before these are sick as well."] + shown : shown
    }

    private var cells: Table {
        Table(
            columns: ["cell", "history", "lowest", "highest", "newest", "changes"],
            rows: history.cells.map { cell in
                var costs: [Double] = []
                cell.points.forEachCost { _, cost, _ in if let cost { costs.append(cost) } }
                return Table.Row(
                    header: name(cell),
                    cells: [
                        Table.Cell(Sparkline.text(of: cell, sessions: history.sessions.count)),
                        Table.Cell(costs.min().map(Quantity.time) ?? ""),
                        Table.Cell(costs.max().map(Quantity.time) ?? ""),
                        cell.points.last.map(cost) ?? "",
                        Table.Cell("\(cell.changes.count)"),
                    ])
            })
    }

    private func cost(_ point: History.Point) -> Table.Cell {
        point.cost.map { Table.Cell(Quantity.time($0)) }
            ?? Table.Cell(
                point.status.rawValue, look: point.status.isDeath ? .dead : .absent)
    }

    /// Every value of one cell.
    private func course(_ cell: History.Cell) -> Table {
        Table(
            columns: [cell.name, "commit", "ns/callback", "lower", "upper", "level"],
            rows: Excerpt(of: cell).rows { place in
                let point = cell.points[place]
                let change =
                    cell.changes.first { $0.after == point.session }
                    .map { Quantity.factor($0.new / $0.old) }
                    ?? (point.breaks.isEmpty ? "" : "not comparable")
                return Table.Row(
                    header: "session \(point.session + 1)",
                    cells: [
                        Table.Cell(commit(point.session)), cost(point),
                        Table.Cell(point.cost?.lower.map(Quantity.time) ?? ""),
                        Table.Cell(point.cost?.upper.map(Quantity.time) ?? ""), Table.Cell(change),
                    ])
            } leftOut: { count in
                Table.Row(
                    header: "\(count) more",
                    cells: Array(repeating: Table.Cell(""), count: 5))
            })
    }

    private var changes: [Prose] {
        history.cells.flatMap { cell in
            cell.changes.map { change in
                """
                \(name: name(cell)), after \(name: commit(change.before)), with \(name: commit(change.after)) at the \
                latest: \(Quantity.time(change.old)) to \(Quantity.time(change.new)), \
                \(Quantity.factor(change.new / change.old))
                """
            }
        }
    }

    /// The machine is part of a name where there is more than one.
    private func name(_ cell: History.Cell) -> String {
        hasMachines ? "\(cell.name) (\(history.machines[cell.machine]))" : cell.name
    }

    /// What breaks lines, once for all cells that it breaks.
    private var breaks: [Prose] {
        var order: [String] = []
        var names: [String: [String]] = [:]
        for cell in history.cells {
            for (session, breaks) in cell.points.allBreaks {
                let what = "before session \(session + 1): \(breaks.joined(separator: "; "))"
                if names[what] == nil { order.append(what) }
                names[what, default: []].append(cell.name)
            }
        }
        let more: [Prose] =
            order.count > Excerpt.newest ? ["\(order.count - Excerpt.newest) before these"] : []
        return more
            + order.suffix(Excerpt.newest).map { what in
                let cells = names[what] ?? []
                return cells.count == 1 ? "\(name: cells[0]) \(what)" : "\(cells.count) cells \(what)"
            }
    }

    private func commit(_ session: Int) -> String {
        let session = history.sessions[session]
        let name = session.commit.value.map { String($0.prefix(12)) } ?? "unknown"
        return name + (session.isDirty.value == true ? "+" : "")
    }
}
