import Cells

/// The names that `bench export` gives to cells, and the cells that they stand for.
enum ExportedName {
    /// What exports call this program, in Go's `pkg:` and Google Benchmark's context.
    static let program = "stack-bounds-bench"
    /// What separates the row from the workload in Go's names: benchstat selects and pivots by `/row`.
    static let rowMark = "/row="
    private static let prefix = "Benchmark"

    /// `BenchmarkThread/row=fixed`.
    static func go(_ cell: CellResult) -> String {
        let workload = cell.workload.prefix(1).uppercased() + cell.workload.dropFirst()
        return "\(prefix)\(field(workload))\(rowMark)\(field(cell.subject))"
    }

    /// Go's own testing package writes spaces in names as `_`.
    static func field(_ text: some StringProtocol) -> String {
        Legible.text(String(text), limit: 500).replacingScalars { $0.properties.isWhitespace ? "_" : nil }
    }

    /// The cell of a name that `go` wrote, without `Benchmark` before it; nil for any other name.
    static func cell(go name: String) -> CellID? {
        guard let mark = name.firstRange(of: rowMark), mark.lowerBound > name.startIndex,
            mark.upperBound < name.endIndex
        else { return nil }
        let workload = name[..<mark.lowerBound]
        var label = String(name[mark.upperBound...])
        // The blank before `(twin)` is the only one that the names of rows have.
        if label.hasSuffix(")"), let blank = label.lastRange(of: "_(") {
            let spaced = label.replacingCharacters(in: blank, with: " (")
            if Subject(label: spaced) != .strategy(spaced) { label = spaced }
        }
        return CellID(workload: workload.prefix(1).lowercased() + workload.dropFirst(), label: label)
    }
}

extension String {
    fileprivate func lastRange(of text: String) -> Range<Index>? { ranges(of: text).last }

    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
