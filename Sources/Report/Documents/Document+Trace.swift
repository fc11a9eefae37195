import BenchResults
import Traces

extension Document {
    /// Where the callbacks of a recorded program came from.
    package init(_ summary: TraceSummary) {
        let content = TraceBlocks(summary: summary)
        self.init(
            title: "Callbacks of \(summary.program)", headline: content.headline,
            sections: [
                Section(title: "Threads", blocks: [.table(content.threads)]),
                Section(title: "Stacks", blocks: [.table(content.stacks)] + content.more),
                Section(title: "Course", blocks: [.preformatted(content.course)] + content.mappings),
            ])
    }
}

/// The tables of a trace.
private struct TraceBlocks {
    let summary: TraceSummary

    /// Rows of a table that are shown.
    private static let most = 20

    private var seconds: String { Quantity.digits(Double(summary.nanoseconds) / 1e9) }

    var headline: [Prose] {
        let nesting: Prose =
            summary.nestedCallbacks.map { "\($0) of them nested" } ?? "nesting unknown"
        let lost: Prose = summary.lost.map { $0 == 0 ? "none lost" : "\($0) records LOST" } ?? "cut off"
        let cpu: Prose =
            summary.cpuNanoseconds.map { ", \(Quantity.digits(Double($0) / 1e9)) s of CPU time" } ?? ""
        let overhead: Prose =
            summary.overheadNanoseconds.map {
                ", which added \(Quantity.time(Double($0))) to each event: without it the rate would be higher"
            } ?? ""
        let reason: Prose = summary.reason.isEmpty ? "" : " (\(summary.reason))"
        let end: Prose =
            summary.endReason.map { "The recording ended: \($0)." }
            ?? "The file was cut off: what follows is up to the cut."
        return [
            "\(summary.callbacks) callbacks in \(seconds) s"
                + Prose(cpu.plain) + ": \(Quantity.digits(summary.callbacksPerSecond)) a second, " + nesting
                + ", "
                + lost + ".",
            "Entered by \(name: summary.entries.joined(separator: ", ")), seen by \(summary.source)" + reason
                + overhead + ".",
            end,
        ] + windows
    }

    /// What was left out.
    private var windows: [Prose] {
        guard let windows = summary.windows else { return [] }
        let part = Double(windows.nanoseconds) / Double(max(1, summary.nanoseconds))
        let borders =
            summary.nestedCallbacks == nil
            ? ""
            : " \(windows.cutCallbacks) callbacks are taken to end with a window, and \(windows.strayEnds) ends of callbacks "
                + "that had begun before one were left out."
        return [
            "Recorded in \(windows.count) windows (\(windows.schedule)), \(Quantity.digits(part * 100)) % of the time; what was "
                + "called in the rest was left out, and rates are those of the windows." + Prose(borders)
        ]
    }

    private func rate(_ callbacks: Int) -> String {
        summary.recordedNanoseconds == 0
            ? "" : Quantity.digits(Double(callbacks) * 1e9 / Double(summary.recordedNanoseconds))
    }

    var threads: Table {
        let shown = summary.threads.enumerated().sorted { $0.element.callbacks > $1.element.callbacks }
        return Table(
            columns: ["thread", "callbacks", "a second", "stacks", "changes of stack", "deepest nesting"],
            rows: shown.prefix(Self.most).map { index, thread in
                let process = thread.process == 0 ? "" : " of process \(thread.process)"
                return Table.Row(
                    header: "\(index)" + (thread.isMain ? " (main)" : "") + process,
                    cells: [
                        "\(thread.callbacks)", rate(thread.callbacks), "\(thread.stacks)",
                        "\(thread.stackChanges)", thread.deepestNesting.map { "\($0)" } ?? "unknown",
                    ].map { Table.Cell($0) })
            })
    }

    var stacks: Table {
        let shown = summary.stacks.enumerated().sorted { $0.element.callbacks > $1.element.callbacks }
        return Table(
            columns: [
                "stack", "callbacks", "a second", "size", "guard", "from the first", "depths (median)",
            ],
            rows: shown.prefix(Self.most).map { index, stack in
                let owner = stack.owner.map { " of thread \($0)" } ?? ""
                return Table.Row(
                    header: "\(index) \(stack.kind)\(owner)",
                    cells: [
                        "\(stack.callbacks)", rate(stack.callbacks), Quantity.bytes(stack.bytes),
                        stack.guardBytes == 0 ? "none" : Quantity.bytes(stack.guardBytes),
                        position(stack.offset), depths(stack),
                    ].map { Table.Cell($0) })
            })
    }

    private func position(_ offset: Int64) -> String {
        offset == 0 ? "it is" : Quantity.bytes(offset.magnitude) + (offset < 0 ? " below" : " above")
    }

    private func depths(_ stack: TraceSummary.Stack) -> String {
        guard let least = stack.leastDepth, let median = stack.medianDepth, let most = stack.mostDepth else {
            return ""
        }
        return least == most ? "\(least)" : "\(least)..\(most) (\(median))"
    }

    var more: [Document.Block] {
        let rest = (summary.threads.count - Self.most, summary.stacks.count - Self.most)
        var remarks: [Prose] = []
        if rest.0 > 0 { remarks.append("\(rest.0) more threads.") }
        if rest.1 > 0 { remarks.append("\(rest.1) more stacks.") }
        if let switches = summary.stackSwitches { remarks.append("\(switches) switches of stacks.") }
        return remarks.isEmpty ? [] : [.remarks(remarks)]
    }

    /// Callbacks over the recording, a column for each sixtieth.
    var course: String {
        let most = max(1, summary.course.max() ?? 1)
        let line = summary.course.map { count in
            count == 0 ? " " : String(Sparkline.bars[min(7, count * 8 / most)])
        }.joined()
        return "callbacks  \(line)\n           0 to \(seconds) s, up to \(most) in each sixtieth"
    }

    var mappings: [Document.Block] {
        let callers = Set(summary.threads.lazy.filter { $0.callbacks > 0 }.map(\.process))
        let remarks = summary.mappings.filter { callers.contains($0.process) }.map { mappings -> Prose in
            let process = mappings.process == 0 ? "" : " of process \(mappings.process)"
            return
                "Mappings\(process): \(mappings.first) at first, \(mappings.most) at most, \(mappings.last) at last."
        }
        return remarks.isEmpty ? [] : [.remarks(remarks)]
    }
}
