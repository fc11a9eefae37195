import Cells

/// A regular expression that a cell's name, `workload:strategy`, is to match.
struct CellPattern {
    private let regex: Regex<AnyRegexOutput>

    /// - Throws: `UsageError` that names the option.
    init(_ pattern: String, option: String) throws(UsageError) {
        do {
            regex = try Regex(pattern)
        } catch {
            throw UsageError("\(option) '\(pattern)': not a regular expression")
        }
    }

    func matches(_ cell: CellID) -> Bool { cell.description.contains(regex) }
}
