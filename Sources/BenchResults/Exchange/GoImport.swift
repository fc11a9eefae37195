import FoundationEssentials
import SystemPackage

/// Reads Go benchmark text (https://golang.org/design/14313-benchmark-format) among whatever else
/// `go test` and the program under test print.
enum GoImport {
    private static let timeUnits = [
        "ns/op": 1, "us/op": 1e3, "µs/op": 1e3, "μs/op": 1e3, "ms/op": 1e6, "s/op": 1e9, "sec/op": 1e9,
    ]

    private struct Line {
        let package: String
        let name: String
        let processors: String?
        let nanoseconds: Double
    }

    static func benchmarks(in text: Data, of path: FilePath) throws(StoreError) -> CollectedBenchmarks {
        var collected = CollectedBenchmarks()
        var lines: [Line] = []
        var package = ""
        for (index, bytes) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let line = String(validating: bytes, as: UTF8.self) else {
                throw .malformed(
                    path: path, "line \(index + 1) is not UTF-8, so it is no benchmark text either")
            }
            if line.hasPrefix("pkg:") {
                package = line.dropFirst(4).filter { !$0.isWhitespace }
            } else if line.hasPrefix("Benchmark") {
                switch parsed(line, package) {
                case .success(let result): if let result { lines.append(result) }
                case .failure(let problem): collected.passOver("line \(index + 1): \(problem)")
                }
            }
        }
        // A suffix or a package that all have in common tells nothing.
        let sameSuffix = Set(lines.map(\.processors)).count <= 1
        let samePackage = Set(lines.map(\.package)).count <= 1
        for line in lines {
            let suffix = sameSuffix ? "" : line.processors.map { "-\($0)" } ?? ""
            let prefix = samePackage || line.package.isEmpty ? "" : "\(line.package)."
            collected.add(prefix + line.name + suffix, line.nanoseconds)
        }
        return collected
    }

    /// - Returns: nil for a name alone, which `-v` prints before the benchmark runs.
    private static func parsed(_ line: String, _ package: String) -> Result<Line?, JSONProblem> {
        func problem(_ what: String) -> Result<Line?, JSONProblem> {
            .failure(JSONProblem(description: what))
        }
        let fields = line.split(whereSeparator: \.isWhitespace)
        if fields.count == 1 { return .success(nil) }
        let (name, processors) = named(fields[0].dropFirst("Benchmark".count))
        guard name.isPrintableName else { return problem("the benchmark has no name") }
        guard UInt64(fields[1]) != nil else { return problem("'\(fields[1])' is no iteration count") }
        let pairs = stride(from: 2, to: fields.count - 1, by: 2).map { (fields[$0], String(fields[$0 + 1])) }
        guard let time = pairs.first(where: { timeUnits[$0.1] != nil }), let unit = timeUnits[time.1] else {
            return problem("\(name) has no time an operation")
        }
        guard let value = Double(time.0), case let nanoseconds = value * unit, nanoseconds.isFinite,
            nanoseconds > 0
        else { return problem("\(name): '\(time.0)' is no time above 0") }
        return .success(
            Line(package: package, name: name, processors: processors, nanoseconds: nanoseconds))
    }

    /// The name, and the digits of `-8` behind it, which is how many processors Go used.
    private static func named(_ field: Substring) -> (name: String, processors: String?) {
        guard let dash = field.lastIndex(of: "-"), dash > field.startIndex,
            case let digits = field[field.index(after: dash)...], !digits.isEmpty,
            digits.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return (String(field), nil) }
        return (String(field[..<dash]), String(digits))
    }
}
