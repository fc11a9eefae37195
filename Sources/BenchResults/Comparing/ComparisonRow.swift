public import Cells
public import Statistics

/// A cell on two sides, and the verdict.
public struct ComparisonRow: Codable, Sendable {
    /// Name of the workload.
    public let workload: String
    /// Name of the row.
    public let subject: String
    /// What is compared.
    public let measure: Measure
    /// The unit of `old` and `new`, for a callback.
    public let unit: String
    /// Median over processes on the old side; null when there is none.
    @Nullable public var old: Double?
    /// The same on the new side.
    @Nullable public var new: Double?
    /// New over old; null where nothing was compared.
    @Nullable public var ratio: Estimate?
    /// How the verdict was reached.
    public let statistic: Statistic
    /// Probability of what was seen, or more, if the change were within the threshold; null for counts and
    /// where nothing was tested.
    @Nullable public var pValue: Double?
    /// The same after Holm's correction for all tests of the comparison.
    @Nullable public var adjustedPValue: Double?
    /// The verdict.
    public var verdict: ComparisonVerdict
    /// What a reader should know about the verdict; null when it speaks for itself.
    @Nullable public var reason: String?
    /// What both sides execute; null where that was not asked.
    @Nullable public var cause: ComparisonCause?
    /// The pairs of the first rounds, in which every cell took part.
    public var screening: [CostPair] = []
    /// The pairs of the rounds that decided.
    public var confirmation: [CostPair] = []

    /// Which cell it is.
    public var cell: CellID { CellID(workload: workload, label: subject) }
}

extension ComparisonRow {
    /// What is compared of a cell.
    public enum Measure: Hashable, Sendable, Codable, CustomStringConvertible {
        /// The cost of a callback in nanoseconds: `time`.
        case time
        /// A counter, by name.
        case counter(String)

        private static let timeText = "time"

        /// The text in results and tables.
        public var description: String {
            switch self {
            case .time: Self.timeText
            case .counter(let name): name
            }
        }

        /// The unit of an amount.
        var unit: String { self == .time ? "ns" : "count" }

        /// Reads the text.
        public init(from decoder: any Decoder) throws {
            let text = try decoder.singleValueContainer().decode(String.self)
            self = text == Self.timeText ? .time : .counter(text)
        }

        /// Writes the text.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(description)
        }
    }

    /// How a verdict can be reached.
    public enum Statistic: String, Sendable, Codable {
        /// Nothing was tested.
        case none
        /// Two counts that are the same whenever equal programs run.
        case exactCount = "exact count"
        /// A sign test on the differences within rounds.
        case signTest = "sign test, paired by round"
        /// A Mann-Whitney test, all orders counted.
        case exactMannWhitney = "exact Mann-Whitney"
        /// A Mann-Whitney test of many values.
        case mannWhitney = "Mann-Whitney, normal approximation"
    }
}
