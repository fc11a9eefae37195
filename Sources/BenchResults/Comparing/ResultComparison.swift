/// The comparison of two sides, as stored and printed. `results/schema/comparison.schema.json` describes
/// the JSON.
public struct ResultComparison: StoredDocument {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/comparison"
    /// Version of the document's form.
    public static let currentVersion = 1

    /// `schemaName`.
    public var schema = ResultComparison.schemaName
    /// `currentVersion`.
    public var schemaVersion = ResultComparison.currentVersion
    /// What the old side is called.
    public var old: String
    /// What the new side is called.
    public var new: String
    /// What the verdicts required.
    public var rules: ComparisonRules
    /// How the paired rounds were run; null for stored results.
    @Nullable public var session: PairedSession?
    /// What `old` and `new` of the rows on time are medians of; null in comparisons of before it was recorded.
    @Nullable public var costStatistic: CostStatistic?
    /// Why verdicts on time were withheld; null when they were not.
    @Nullable public var withheld: String?
    /// What differs between the sides besides the code, one line each.
    public var differences: [String]
    /// What else a reader should know, one line each.
    public var remarks: [String]
    /// The cells, in the order of the new side.
    public var rows: [ComparisonRow]
    /// The rows of each strategy as one number.
    public var geometricMeans: [GeometricMean]
    /// Safety verdicts that changed.
    public var safetyChanges: [SafetyChange]
    /// Safety verdicts that both sides have.
    public var safetyVerdictsCompared: Int

    /// Puts a comparison together from judged rows.
    public init(
        old: ComparableSide, new: ComparableSide, rules: ComparisonRules, session: PairedSession? = nil,
        withheld: String?, differences: [String], remarks: [String], rows: [ComparisonRow]
    ) {
        self.old = old.label
        self.new = new.label
        self.rules = rules
        self.withheld = withheld
        self.differences = differences
        self.remarks = remarks
        self.rows = rows
        geometricMeans = GeometricMean.all(rows)
        costStatistic = CostStatistic(old, new)
        (safetyChanges, safetyVerdictsCompared) = ([], 0)
        self.session = session
        compareVerdicts(old, new)
    }

    /// Compares the safety verdicts that both sides have.
    public mutating func compareVerdicts(_ old: ComparableSide, _ new: ComparableSide) {
        safetyChanges = SafetyChange.all(old.verdicts, new.verdicts)
        safetyVerdictsCompared = old.verdicts.reduce(0) { sum, scenario in
            sum + scenario.value.keys.count { new.verdicts[scenario.key]?[$0] != nil }
        }
    }

    /// Whether something is slower or has newly died, or a safety verdict has changed: exit status 3.
    public var hasRegression: Bool {
        rows.contains(where: \.verdict.isRegression) || !safetyChanges.isEmpty
    }
}
