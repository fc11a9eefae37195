import Cells
import FoundationEssentials
import MachineInspection
import SystemPackage

/// Reads Go benchmark text (https://golang.org/design/14313-benchmark-format) among whatever else
/// `go test` and the program under test print.
enum GoImport {
    static func benchmarks(in text: Data, of path: FilePath) throws(StoreError) -> CollectedBenchmarks {
        var lines: [GoLine] = []
        for (index, bytes) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let line = String(validating: bytes, as: UTF8.self) else {
                throw .malformed(
                    path: path,
                    "line \(index + 1) is not UTF-8, so it is no benchmark text\(MeasuredFile.formsRead)")
            }
            lines.append(GoLine(number: index + 1, text: line))
        }
        return benchmarks(in: lines)
    }

    /// What the lines of one or more packages say.
    static func benchmarks(in lines: [GoLine]) -> CollectedBenchmarks {
        var scan = GoScan()
        for index in lines.indices {
            scan.read(
                lines[index], before: index > 0 ? lines[index - 1].text : nil,
                after: index + 1 < lines.count ? lines[index + 1].text : nil)
        }
        return scan.collected
    }
}

/// Goes through the lines, keeping the configuration in force.
private struct GoScan {
    /// A line about a benchmark.
    private struct Line {
        let number: Int
        let configuration: [String: String]
        let name: String
        let processors: String?
        let time: Result<Double, JSONProblem>
    }

    /// More than any tool writes; what a program prints may look like configuration.
    private static let mostKeys = 100

    private var lines: [Line] = []
    private var begun: [Line] = []
    private var configuration: [String: String] = [:]
    private var remarks: [String] = []

    mutating func read(_ line: GoLine, before: String?, after: String?) {
        if let package = line.package, configuration["pkg"] != package { configuration = ["pkg": package] }
        let text = line.text.trimmed
        if let (key, value) = Self.setting(line.text) {
            if configuration[key] != nil || configuration.count < Self.mostKeys {
                configuration[key] = value.isEmpty ? nil : value
            }
        } else if line.text.hasPrefix("Benchmark") {
            benchmark(line)
        } else if let outcome = ["--- FAIL: Benchmark", "--- SKIP: Benchmark"].first(where: text.hasPrefix) {
            let (name, processors) = Self.named(
                text.dropFirst(outcome.count).prefix { !$0.isWhitespace })
            let message = [after, before].compactMap { $0 }.first(where: Self.isMessage)?.trimmed
            let what = outcome.contains("FAIL") ? "it failed" : "it was skipped"
            add(line, name, processors, .failure("\(what)\(message.map { ": \($0)" } ?? "")"))
        } else if line.text.hasPrefix("panic: ") || line.text.hasPrefix("FAIL\t") {
            let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            remarks.append("line \(line.number): \(words)")
        }
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
                number: line.number, configuration: configuration, name: name, processors: processors,
                time: time))
    }

    /// A name alone is what `-v` prints before the benchmark runs.
    private mutating func benchmark(_ line: GoLine) {
        let fields = line.text.split(whereSeparator: \.isWhitespace)
        let (name, processors) = Self.named(fields[0].dropFirst("Benchmark".count))
        if fields.count == 1 {
            guard name.isPrintableName else { return }
            begun.append(
                Line(
                    number: line.number, configuration: configuration, name: name, processors: nil,
                    time: .failure("it began, and there is no result")))
        } else {
            add(line, name, processors, GoTime.of(fields))
        }
    }

    /// What all lines say, a name for each benchmark.
    var collected: CollectedBenchmarks {
        var collected = CollectedBenchmarks()
        let ended = Set(lines.flatMap { Self.withParents(of: $0.name) })
        let all = lines + begun.filter { !ended.contains($0.name) }
        let hasOneSuffix = Set(lines.map(\.processors)).count <= 1
        let telling = Self.telling(all)
        for line in all {
            let suffix = hasOneSuffix ? "" : line.processors.map { "-\($0)" } ?? ""
            let package = telling.contains("pkg") ? line.configuration["pkg"].map { "\($0)." } ?? "" : ""
            let settings = telling.filter { $0 != "pkg" }.compactMap { key in
                line.configuration[key].map { "\(key)=\($0)" }
            }
            let name =
                package + line.name + suffix
                + (settings.isEmpty ? "" : " [\(settings.joined(separator: ", "))]")
            let isOurs = line.configuration["pkg"] == ExportedName.program
            let own = isOurs && settings.isEmpty && hasOneSuffix ? ExportedName.cell(go: line.name) : nil
            switch line.time {
            case .success where !name.isPrintableName:
                collected.passOver("line \(line.number): its name is too long with its configuration")
            case .success(let time): collected.add(name, time, cell: own)
            case .failure(let problem): collected.lack(name, "line \(line.number): \(problem)", cell: own)
            }
        }
        for remark in remarks { collected.passOver(remark) }
        return collected
    }

    /// The keys of the configuration that differ between lines: what all have in common tells nothing.
    private static func telling(_ lines: [Line]) -> [String] {
        Set(lines.flatMap(\.configuration.keys))
            .filter { key in Set(lines.map { $0.configuration[key] }).count > 1 }.sorted()
    }

    /// `A/b/c`, `A/b` and `A`: `-v` prints those that only run others too.
    private static func withParents(of name: String) -> [String] {
        [name] + name.indices.filter { name[$0] == "/" }.prefix(20).map { String(name[..<$0]) }
    }

    /// The name, and the digits of `-8` behind it, which is how many processors Go used.
    private static func named(_ field: Substring) -> (name: String, processors: String?) {
        guard let dash = field.lastIndex(of: "-"), dash > field.startIndex,
            case let digits = field[field.index(after: dash)...], !digits.isEmpty,
            digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return (String(field), nil) }
        return (String(field[..<dash]), String(digits))
    }

    /// A line of configuration: a key that begins with a small letter and has neither blanks nor capitals,
    /// a colon, and a value after a blank. No value takes the key back.
    private static func setting(_ line: String) -> (key: String, value: String)? {
        guard let colon = line.firstIndex(of: ":"), line.first?.isLowercase == true else { return nil }
        let (key, rest) = (line[..<colon], line[line.index(after: colon)...])
        guard !key.contains(where: { $0.isWhitespace || $0.isUppercase }), key != "panic",
            rest.first?.isWhitespace ?? true
        else { return nil }
        return (String(key).onOneLine, rest.trimmed.onOneLine)
    }

    /// What a benchmark logged: indented, and not the outcome of another one.
    private static func isMessage(_ line: String) -> Bool {
        line.first?.isWhitespace == true && !line.trimmed.isEmpty && !line.trimmed.hasPrefix("---")
    }
}
