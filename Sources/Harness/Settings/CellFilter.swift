import Cells

/// Which cells take part, by their names: those that match one regular expression and not another.
package struct CellFilter: Codable, Sendable, Equatable {
    /// Only cells whose name matches; nil for all.
    package var only: String?
    /// No cells whose name matches; nil for none.
    package var skip: String?

    package init(only: String? = nil, skip: String? = nil) {
        self.only = only
        self.skip = skip
    }

    /// Whether every cell takes part.
    package var isEmpty: Bool { only == nil && skip == nil }

    /// The filter as a function of a cell.
    ///
    /// - Throws: `UsageError` for an invalid regular expression.
    package func predicate() throws(UsageError) -> (CellID) -> Bool {
        let wanted = try only.map { (text) throws(UsageError) in try CellPattern(text, option: "--filter") }
        let unwanted = try skip.map { (text) throws(UsageError) in try CellPattern(text, option: "--skip") }
        return { cell in
            wanted?.matches(cell) ?? true && !(unwanted?.matches(cell) ?? false)
        }
    }
}
