import Cells
import MachineInspection

/// Goes through the lines of Go benchmark text, keeping the configuration in force.
struct GoScan {
    /// A line about a benchmark.
    private struct Line {
        let number: Int
        /// In the configuration.
        let place: Int
        let name: String
        let processors: String?
        let time: Result<Double, JSONProblem>
    }

    private var lines: [Line] = []
    private var begun: [Line] = []
    private var configuration = GoConfiguration()
    private var remarks: [String] = []

    mutating func read(_ line: GoLine, before: String?, after: String?) {
        if let package = line.package { configuration.begin(package: package) }
        // What a program prints is mostly none of these, and the first character says so.
        guard let first = line.text.utf8.first(where: { $0 != 0x20 && $0 != 0x09 }) else { return }
        if let (key, value) = GoText.setting(line.text) {
            configuration.set(key, to: value)
        } else if line.text.hasPrefix("Benchmark") {
            benchmark(line)
        } else if first == UInt8(ascii: "-") {
            outcome(line, before: before, after: after)
        } else if line.text.hasPrefix("panic: ") || line.text.hasPrefix("FAIL\t") {
            let words = GoText.fields(line.text).joined(separator: " ")
            remarks.append("line \(line.number): \(words)")
        }
    }

    private mutating func outcome(_ line: GoLine, before: String?, after: String?) {
        let text = line.text.trimmed
        guard let outcome = ["--- FAIL: Benchmark", "--- SKIP: Benchmark"].first(where: text.hasPrefix)
        else { return }
        let (name, processors) = GoText.named(text.dropFirst(outcome.count).prefix { !$0.isWhitespace })
        let message = [after, before].compactMap { $0 }.first(where: GoText.isMessage)?.trimmed
        let what = outcome.contains("FAIL") ? "it failed" : "it was skipped"
        add(line, name, processors, .failure("\(what)\(message.map { ": \($0)" } ?? "")"))
    }

    private mutating func add(
        _ line: GoLine, _ name: String, _ processors: String?, _ time: Result<Double, JSONProblem>
    ) {
        guard name.isPrintableName else {
            remarks.append("line \(line.number): the benchmark has no name that can be printed")
            return
        }
        lines.append(
            Line(
                number: line.number, place: configuration.place, name: name, processors: processors,
                time: time))
    }

    /// A name alone is what `-v` prints before the benchmark runs.
    private mutating func benchmark(_ line: GoLine) {
        let fields = GoText.fields(line.text)
        let (name, processors) = GoText.named(fields[0].dropFirst("Benchmark".count))
        if fields.count == 1 {
            guard name.isPrintableName else { return }
            begun.append(
                Line(
                    number: line.number, place: configuration.place, name: name, processors: nil,
                    time: .failure("it began, and there is no result")))
        } else {
            add(line, name, processors, GoTime.of(fields))
        }
    }

    /// What all lines say, a name for each benchmark.
    var collected: CollectedBenchmarks {
        var collected = CollectedBenchmarks()
        let hasOneSuffix = Set(lines.map(\.processors)).count <= 1
        let lists = [lines, unended]
        let telling = configuration.telling(lists.map { $0.map(\.place) })
        for list in lists {
            configuration.marks(at: list.map(\.place), telling: telling) { index, mark in
                let line = list[index]
                let suffix = hasOneSuffix ? "" : line.processors.map { "-\($0)" } ?? ""
                let name = mark.package + line.name + suffix + mark.settings
                let isOwn = mark.isOurs && mark.settings.isEmpty && hasOneSuffix
                let own = isOwn ? ExportedName.cell(go: line.name) : nil
                switch line.time {
                case .success where !name.isPrintableName:
                    collected.passOver("line \(line.number): its name is too long with its configuration")
                case .success(let time): collected.add(name, time, cell: own)
                case .failure(let problem):
                    collected.lack(name, "line \(line.number): \(problem)", cell: own)
                }
            }
        }
        for remark in remarks { collected.passOver(remark) }
        return collected
    }

    /// The benchmarks that began and have no result; `A/b/c` is one of `A/b` and `A`, too.
    private var unended: [Line] {
        if begun.isEmpty { return [] }
        let ended = Set(lines.flatMap { GoText.withParents(of: $0.name) })
        return begun.filter { !ended.contains($0.name) }
    }
}
