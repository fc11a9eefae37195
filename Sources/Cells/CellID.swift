/// A cell of the table: one row of one workload.
public struct CellID: Hashable, Sendable, Codable, CustomStringConvertible {
    /// Name of the workload; for another tool's results, the name of the benchmark.
    public let workload: String
    /// The row; for another tool's results, a strategy without a name.
    public let subject: Subject

    /// Names a cell.
    public init(workload: String, subject: Subject) {
        self.workload = workload
        self.subject = subject
    }

    /// Names a cell of a stored result, given the row's label.
    public init(workload: String, label: String) {
        self.init(workload: workload, subject: Subject(label: label))
    }

    /// Reads `workload:row`, as `description` writes it and people type it: the names of strategies may
    /// have colons, those of workloads do not. Nil unless there is something on both sides of the first
    /// colon.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), colon > text.startIndex,
            case let label = text[text.index(after: colon)...], !label.isEmpty
        else { return nil }
        self.init(workload: String(text[..<colon]), label: String(label))
    }

    /// `workload:row`, or the name of another tool's benchmark.
    public var description: String {
        subject.label.isEmpty ? workload : "\(workload):\(subject.label)"
    }
}
