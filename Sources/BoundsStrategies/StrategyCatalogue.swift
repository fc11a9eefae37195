public import CallbackRuntime

/// Every built-in strategy. A new one is a file beside this one and a line here.
public enum StrategyCatalogue {
    /// In the order of tables: the floor, what Go had by age, what others have, what nobody has yet.
    public static let all: [BoundsStrategy] = [
        .none,
        .uncached,
        .fixed,
        .spWindow,
        .requery,
        .accurate,
        .estimate,
        .lenient,
        .budget,
        .notify,
        .notifyHandshake,
        .registry,
        .mru,
        .threadSlot,
        .procmap,
        .clamp,
        .hop,
        .tiered,
    ]

    /// Measured when none is named: what Go has had, today's included, and the best that is known.
    public static let core: [BoundsStrategy] = [
        .none, .uncached, .fixed, .spWindow, .requery, .accurate, .tiered,
    ]

    /// A name that is no strategy's.
    public enum NameError: Error, CustomStringConvertible {
        /// The part before the first colon names none.
        case noStrategy(choices: [String])
        /// The parts behind it are no knobs.
        case knob(Knobs.SettingError)

        /// The name and what would be valid, in one line.
        public var description: String {
            switch self {
            case .noStrategy(let choices): "there is none; choose from \(choices.joined(separator: ", "))"
            case .knob(let error): error.description
            }
        }
    }

    /// The strategy of a name as typed or as in results, its knobs set: `accurate:restore=off`.
    ///
    /// - Parameters:
    ///   - name: the rule's name, and knobs behind colons.
    ///   - plugIns: strategies of libraries, beside the built-in ones.
    /// - Returns: the strategy, whose own name is `name` with its knobs in canonical order.
    /// - Throws: `NameError` where the rule or a knob does not exist.
    public static func strategy(
        named name: some StringProtocol, or plugIns: [BoundsStrategy] = []
    ) throws(NameError) -> BoundsStrategy {
        let parts = Substring(name).split(separator: ":", omittingEmptySubsequences: false)
        guard let strategy = (all + plugIns).first(where: { $0.name == parts[0] }) else {
            throw .noStrategy(choices: (all + plugIns).map(\.name))
        }
        do {
            return strategy.with(try Knobs(settings: Array(parts.dropFirst())))
        } catch {
            throw .knob(error)
        }
    }

    /// The floor that costs are shown net of.
    public static var floor: BoundsStrategy { .none }
}
