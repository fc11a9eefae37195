import BenchResults
import Cells
import ChildProtocol

/// What real runtimes do in scenarios: a row a scenario, a column a runtime, and their own words below.
struct RuntimeMatrix {
    private let checks: RuntimeChecks
    private let source: String

    init(_ checks: RuntimeChecks, source: String) {
        self.checks = checks
        self.source = source
    }

    /// What each verdict means.
    static func meaning(of verdict: RuntimeVerdict) -> String {
        switch verdict {
        case .ok: "every callback with room returned, and no overflow went unnoticed"
        case .refused: "a callback was abandoned, or ended the process, although there was room"
        case .unnoticed: "it ran past the end of a stack, into a guard or foreign memory, before it said so"
        case .hung: "no end before the deadline"
        case .died: "the process ended in another way"
        case .unavailable: "it cannot be played"
        case .failed: "the scenario did not do what it claims to do"
        case .other(let text): text
        }
    }

    var section: Document.Section {
        Document.Section(
            title: "Real runtimes",
            blocks: (labels.isEmpty ? [] : [.table(table), .legend(legend)])
                + (remarks.isEmpty ? [] : [.remarks(remarks)]))
    }

    private var labels: [String] { checks.runtimes.compactMap(\.label) }

    private var table: Table {
        let verdicts = Dictionary(checks.cells.map { ($0.name, $0.verdict) }) { first, _ in first }
        return Table(
            caption: "What each real runtime does, by scenario, seen from outside, from \(name: source).",
            columns: ["scenario"] + labels,
            rows: checks.scenarios.map { scenario in
                Table.Row(
                    header: scenario.name,
                    cells: labels.map { Self.cell(verdicts["\(scenario.name):\($0)"]) })
            })
    }

    private var legend: [Table.Cell] {
        let shown = Set(checks.cells.map(\.verdict))
        let absent = [RuntimeVerdict.unavailable, .failed].filter(shown.contains)
        return ([.ok, .refused, .unnoticed, .hung, .died] + absent).map { verdict in
            Table.Cell(
                Self.cell(verdict).text, detail: Self.meaning(of: verdict), look: Self.cell(verdict).look)
        }
    }

    private static func cell(_ verdict: RuntimeVerdict?) -> Table.Cell {
        switch verdict {
        case .ok: Table.Cell("ok", look: .sound)
        case .unavailable: Table.Cell("n/a", look: .absent)
        case .some(let verdict): Table.Cell("\(verdict)", look: .fault)
        case nil: Table.Cell("–", look: .absent)
        }
    }

    private var remarks: [Prose] { (missing + [ownStacks].compactMap { $0 }).map { Prose($0) } + causes }

    private var missing: [String] { checks.runtimes.compactMap(\.missingRemark) }

    private var ownStacks: String? {
        let labels = checks.runtimes.filter { $0.description?.usesCStack == false }.compactMap(\.label)
        guard !labels.isEmpty else { return nil }
        return """
            Bodies of callbacks run on a stack of the runtime's own in \(labels.joined(separator: ", ")): that they \
            recurse says nothing about C's.
            """
    }

    /// Why cells are not ok, together where the reason and the runtime's words are the same.
    private var causes: [Prose] {
        var causes: [(cause: Cause, scenarios: [Prose])] = []
        for label in labels {
            for cell in checks.cells where cell.runtime == label && cell.verdict != .ok {
                let cause = Cause(cell)
                if let index = causes.firstIndex(where: { $0.cause == cause }) {
                    causes[index].scenarios.append("\(name: cell.scenario)")
                } else {
                    causes.append((cause, ["\(name: cell.scenario)"]))
                }
            }
        }
        return causes.map { cause, scenarios in
            "\(name: cause.runtime), \(cause.verdict) in " + Prose.list(scenarios, most: scenarios.count)
                + ": \(cause.reason)\(cause.words)."
        }
    }
}

private struct Cause: Equatable {
    let runtime: String
    let verdict: RuntimeVerdict
    /// Without the callback, whose name differs from scenario to scenario.
    let reason: String
    let words: String

    init(_ cell: RuntimeChecks.Cell) {
        (runtime, verdict) = (cell.runtime, cell.verdict)
        let place = cell.step.map { "\($0.what): " } ?? ""
        reason = String(
            cell.reason.hasPrefix(place) ? cell.reason.dropFirst(place.count)[...] : cell.reason[...])
        let isPlayed = ![.unavailable, .failed].contains(cell.verdict)
        words = cell.words.map { "; “\($0)”" } ?? (isPlayed ? "; it said nothing" : "")
    }
}
