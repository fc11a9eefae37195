/// One line of a measuring child's channel. Children of programs before there were channels write the report
/// alone, to standard output.
public struct ChildLine: Codable, Sendable {
    /// The strategy library whose code runs next; empty when all are loaded. Nothing follows if that code ends
    /// the child.
    public var loading: String?
    /// The answer, and the end.
    public var report: ChildReport?

    /// A child is about to load a library, or has loaded all: an empty path.
    public init(loading path: String) { loading = path }

    /// A child has done its task, or failed.
    public init(_ report: ChildReport) { self.report = report }
}
