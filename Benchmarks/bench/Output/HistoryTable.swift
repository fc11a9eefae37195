import Statistics
import MachineInspection
import BenchResults
import Report
import FoundationEssentials

/// The history that people read: the sessions, a line a cell, then the steps and breaks.
struct HistoryTable {
    private let history: History

    init(_ history: History) {
        self.history = history
    }

    var text: String {
        let detail = history.cells.count == 1 ? [course(history.cells[0])] : []
        return ([sessions, cells] + detail + [steps, breaks].filter { !$0.isEmpty }).joined(separator: "\n")
    }

    private var sessions: String {
        var columns = Columns()
        columns.add(["session", "commit", "started", "file"])
        for (index, session) in history.sessions.enumerated() {
            let started = Date(timeIntervalSince1970: Double(session.startedAt)).formatted(.iso8601)
            columns.add(["\(index + 1)", commit(index), started, session.file])
        }
        let order = history.isByCommit ? "commits" : "time: not all are of commits before HEAD"
        let sick = history.sessions.enumerated().filter { !$1.sickness.isEmpty }.map { index, session in
            "Session \(index + 1) is sick, so no step is marked beside it: "
                + session.sickness.joined(separator: "; ") + ".\n"
        }
        return columns.text + "In the order of \(order).\n" + sick.joined()
    }

    private var cells: String {
        var columns = Columns()
        columns.add(["cell", "history", "lowest", "highest", "newest", "steps"])
        for cell in history.cells {
            let costs = cell.points.compactMap { $0.cost?.median }
            let newest = cell.points.last.map { $0.cost.map(Quantity.time) ?? $0.status.rawValue } ?? ""
            columns.add([
                cell.name, Sparkline.text(of: cell, sessions: history.sessions.count),
                costs.min().map(Quantity.time) ?? "", costs.max().map(Quantity.time) ?? "", newest,
                "\(cell.points.count { $0.step != nil })",
            ])
        }
        return columns.text
    }

    /// Every value of one cell.
    private func course(_ cell: History.Cell) -> String {
        var columns = Columns()
        columns.add([cell.name, "commit", "ns/callback", "lower", "upper", "against the one before"])
        for point in cell.points {
            columns.add([
                "session \(point.session + 1)", commit(point.session),
                point.cost.map(Quantity.time) ?? point.status.rawValue,
                point.cost?.lower.map(Quantity.time) ?? "", point.cost?.upper.map(Quantity.time) ?? "",
                point.step.map(Quantity.factor) ?? (point.breaks.isEmpty ? "" : "not comparable"),
            ])
        }
        return columns.text
    }

    private var steps: String {
        let lines = history.cells.flatMap { cell in
            zip(cell.points.indices, cell.points).compactMap { index, point -> String? in
                guard let step = point.step, let old = cell.points[..<index].last(where: { $0.cost != nil }),
                    let before = old.cost?.median, let after = point.cost?.median
                else { return nil }
                return "  \(cell.name), \(commit(old.session)) to \(commit(point.session)): "
                    + "\(Quantity.time(before)) to \(Quantity.time(after)), \(Quantity.factor(step))\n"
            }
        }
        if lines.isEmpty { return "" }
        return
            "Steps (intervals apart, over \(Quantity.digits(History.threshold * 100, 1)) %). Not paired: verify "
            + "with bench commits.\n" + lines.joined()
    }

    /// What breaks lines, once for all cells that it breaks.
    private var breaks: String {
        var order: [String] = []
        var names: [String: [String]] = [:]
        for cell in history.cells {
            for point in cell.points where !point.breaks.isEmpty {
                let what = "before session \(point.session + 1): \(point.breaks.joined(separator: "; "))"
                if names[what] == nil { order.append(what) }
                names[what, default: []].append(cell.name)
            }
        }
        let lines = order.map { what in
            let cells = names[what] ?? []
            return "  \(cells.count == 1 ? cells[0] : "\(cells.count) cells") \(what)\n"
        }
        return lines.isEmpty ? "" : "Breaks ('|'), across which nothing is compared:\n" + lines.joined()
    }

    private func commit(_ session: Int) -> String {
        let session = history.sessions[session]
        let name = session.commit.value.map { String($0.prefix(12)) } ?? "unknown"
        return name + (session.isDirty.value == true ? "+" : "")
    }
}
