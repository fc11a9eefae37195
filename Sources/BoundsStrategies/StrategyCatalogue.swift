public import CallbackRuntime

/// Every built-in strategy. To add one, add a file to this folder and a line in
/// `StrategyCatalogue+Entries`.
public enum StrategyCatalogue {
    /// In the order of tables: the floor, then by where bounds come from.
    public static let all: [BoundsStrategy] = entries.map(\.strategy)

    /// Measured by default: those that Go has used, up to today's, and the best one known, in a program that registers
    /// its stacks and in one that does not.
    public static let core: [BoundsStrategy] = [
        .none, .uncached, .fixed, .spWindow, .requery, .accurate, .tiered, tieredAlone,
    ]

    private static var tieredAlone: BoundsStrategy {
        var knobs = Knobs()
        knobs.cooperation = .off
        return .tiered.with(knobs)
    }

    /// What is known of every built-in strategy without its functions.
    public static var descriptions: [StrategyDescription] { all.map(\.description) }

    /// A name that belongs to no strategy.
    public enum NameError: Error, CustomStringConvertible {
        /// The part before the first colon is not the name of a strategy.
        case noStrategy(choices: [String])
        /// A part after it is not a valid knob.
        case knob(Knobs.SettingError)

        /// The error and the valid choices, in one line.
        public var description: String {
            switch self {
            case .noStrategy(let choices): "there is none; choose from \(choices.joined(separator: ", "))"
            case .knob(let error): error.description
            }
        }
    }

    /// The strategy for a name as typed or as in results, with its knobs set: `accurate:restore=off`.
    ///
    /// - Parameters:
    ///   - name: the rule's name, followed by knobs after colons.
    ///   - plugIns: strategies of libraries, in addition to the built-in ones.
    /// - Returns: the strategy, whose own name is `name` with its knobs in canonical order.
    /// - Throws: `NameError` where the rule or a knob does not exist.
    public static func strategy(
        named name: some StringProtocol, or plugIns: [BoundsStrategy] = []
    ) throws(NameError) -> BoundsStrategy {
        let parts = Substring(name).split(separator: ":", omittingEmptySubsequences: false)
        guard let strategy = (all + plugIns).first(where: { $0.name == parts[0] }) else {
            throw .noStrategy(choices: (all + plugIns).map(\.name))
        }
        return try configured(strategy, parts)
    }

    /// The description of the strategy for a name, of a built-in one or one of `plugIns`.
    public static func description(
        named name: some StringProtocol, or plugIns: [StrategyDescription]
    ) throws(NameError) -> StrategyDescription {
        let parts = Substring(name).split(separator: ":", omittingEmptySubsequences: false)
        let all = descriptions + plugIns
        guard let strategy = all.first(where: { $0.name == parts[0] }) else {
            throw .noStrategy(choices: all.map(\.name))
        }
        return try configured(strategy, parts)
    }

    private static func configured<Strategy: ConfigurableStrategy>(
        _ strategy: Strategy, _ parts: [Substring]
    ) throws(NameError) -> Strategy {
        do {
            let knobs = try Knobs(settings: Array(parts.dropFirst()))
            try knobs.check(for: strategy)
            return strategy.with(knobs)
        } catch {
            throw .knob(error)
        }
    }

    /// The floor, which is subtracted from costs.
    public static var floor: BoundsStrategy { .none }
}
