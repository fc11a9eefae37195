public import BenchResults

/// A document and what its file is called.
public struct Named<Document: Sendable>: Sendable {
    /// The name of the file.
    public let name: String
    /// What is in it.
    public let document: Document

    /// Names a document.
    public init(name: String, document: Document) {
        self.name = name
        self.document = document
    }
}

/// What a report is made from.
public struct ReportInput: Sendable {
    /// Runs that are not sweeps, in the order given.
    public private(set) var runs: [Named<BenchResult>] = []
    /// Runs of one workload at growing sizes.
    public private(set) var sweeps: [Named<BenchResult>] = []
    /// Runs that were measured on several machines, each of which is among the runs or sweeps as well.
    public private(set) var merged: [Named<MergedResult>] = []
    /// Safety matrices.
    public private(set) var checks: [Named<CheckResult>] = []
    /// Verdicts on record.
    public private(set) var records: [Named<Expectations>] = []
    /// Comparisons that exist already.
    public private(set) var comparisons: [Named<ResultComparison>] = []
    /// Files that this program cannot read because their form is another, and which it is.
    public private(set) var unreadable: [Named<String>] = []

    /// Nothing.
    public init() {}

    /// Whether comparisons are all there is to show.
    var isOnlyComparisons: Bool {
        !comparisons.isEmpty && runs.isEmpty && sweeps.isEmpty && checks.isEmpty && records.isEmpty
    }

    /// Adds a file.
    public mutating func add(_ document: StoredResult, named name: String) {
        switch document {
        case .run(let run) where run.plan.sweep != nil: sweeps.append(Named(name: name, document: run))
        case .run(let run): runs.append(Named(name: name, document: run))
        case .merged(let result):
            merged.append(Named(name: name, document: result))
            for part in result.parts(of: name) { add(.run(part.result), named: part.name) }
        case .check(let check): checks.append(Named(name: name, document: check))
        case .record(let record): records.append(Named(name: name, document: record))
        case .comparison(let comparison): comparisons.append(Named(name: name, document: comparison))
        case .otherVersion(let found, let wanted):
            unreadable.append(Named(name: name, document: "\(found), this program reads \(wanted)"))
        }
    }
}
