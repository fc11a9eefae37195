public import Cells

/// Tables of verdicts read as the matrix is printed. Only tests compare verdicts with texts.
extension SafetyVerdict: ExpressibleByStringLiteral {
    /// Reads the text of a verdict.
    public init(stringLiteral text: String) { self.init(text) }
}
