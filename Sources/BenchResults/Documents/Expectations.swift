public import Cells

/// The verdicts that are on record: scenario, strategy, entry of the matrix.
/// `results/schema/expectations.schema.json` describes the JSON.
public struct Expectations: StoredDocument, Equatable {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/expectations"
    /// Version of the document's form.
    public static let currentVersion = 1

    /// How a matrix differs from what is on record.
    public struct Difference: Sendable, Equatable {
        /// Cells with another verdict, one line each.
        public var deviations: [String] = []
        /// Cells of known strategies without a verdict on record.
        public var missing: [String] = []
        /// Strategies that are not on record at all.
        public var unknownStrategies: [String] = []

        /// No difference.
        public init() {}
    }

    /// `schemaName`.
    public var schema = Expectations.schemaName
    /// `currentVersion`.
    public var schemaVersion = Expectations.currentVersion
    /// Verdicts by scenario and strategy.
    public typealias Verdicts = [String: [String: SafetyVerdict]]

    /// Verdicts where the body of a callback runs on C's stack.
    public var verdicts: Verdicts
    /// Verdicts where it runs on a stack of the runtime's own; null in records of before.
    @Nullable public var ownBody: Verdicts?

    /// Puts verdicts on record.
    public init(verdicts: Verdicts = [:], ownBody: Verdicts? = nil) {
        self.verdicts = verdicts
        self.ownBody = ownBody
    }

    /// The same verdicts by strategy and scenario.
    public var byStrategy: Verdicts { Self.byStrategy(verdicts) }

    /// Verdicts by strategy and scenario.
    public static func byStrategy(_ verdicts: Verdicts) -> Verdicts {
        verdicts.reduce(into: [:]) { result, scenario in
            for (strategy, verdict) in scenario.value {
                result[strategy, default: [:]][scenario.key] = verdict
            }
        }
    }

    /// The verdicts for bodies that run there.
    public func verdicts(of body: CallbackBody) -> Verdicts {
        switch body {
        case .cStack: verdicts
        case .own: ownBody ?? [:]
        }
    }

    /// Compares a matrix with what is on record. What could not be played has no verdict to compare.
    public func difference(from cells: [CheckCell], body: CallbackBody = .cStack) -> Difference {
        var difference = Difference()
        let verdicts = verdicts(of: body)
        let known = Set(verdicts.values.flatMap(\.keys))
        for cell in cells where cell.verdict.wasPlayed {
            if let expected = verdicts[cell.scenario]?[cell.strategy] {
                if expected != cell.verdict {
                    difference.deviations.append(
                        Legible.text(
                            "\(cell.name) is '\(cell.verdict)', expected '\(expected)': \(cell.reason)"))
                }
            } else if known.contains(cell.strategy) {
                difference.missing.append(cell.name)
            } else if !difference.unknownStrategies.contains(cell.strategy) {
                difference.unknownStrategies.append(cell.strategy)
            }
        }
        return difference
    }

    /// Puts the verdicts of a matrix on record, over those of the same cells. What could not be played or
    /// failed changes nothing.
    public mutating func record(_ cells: [CheckCell], body: CallbackBody = .cStack) {
        var verdicts = verdicts(of: body)
        for cell in cells where cell.verdict.isJudged {
            verdicts[cell.scenario, default: [:]][cell.strategy] = cell.verdict
        }
        switch body {
        case .cStack: self.verdicts = verdicts
        case .own: ownBody = verdicts
        }
    }
}
