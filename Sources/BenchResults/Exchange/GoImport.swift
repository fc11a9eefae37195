import FoundationEssentials
import SystemPackage

/// Reads Go benchmark text (https://golang.org/design/14313-benchmark-format) among whatever else
/// `go test` and the program under test print.
enum GoImport {
    static func benchmarks(in text: Data, of path: FilePath) throws(StoreError) -> CollectedBenchmarks {
        var lines: [GoLine] = []
        for (index, bytes) in text.lines.enumerated() {
            guard let line = String(validating: bytes, as: UTF8.self) else {
                throw .malformed(
                    path: path,
                    "line \(index + 1) is not UTF-8, so it is no benchmark text\(MeasuredFile.formsRead)")
            }
            // Many blank lines are as good as one.
            if line.isEmpty, lines.last?.text.isEmpty == true { continue }
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
