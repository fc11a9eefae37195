public import CallbackRuntime

/// Every built-in strategy. A new one is a file beside this one and a line here.
public enum StrategyCatalogue {
    /// In the order of tables: the floor, then by age of the design.
    public static let all: [BoundsStrategy] = [
        .none,
        .uncached,
        .fixed,
        .spWindow,
        .requery,
    ]

    /// A name that is no strategy's.
    public enum NameError: Error, CustomStringConvertible {
        /// The part before the first colon names none.
        case noStrategy(String)
        /// The parts behind it are no knobs.
        case knob(Knobs.SettingError)

        /// The name and what would be valid, in one line.
        public var description: String {
            switch self {
            case .noStrategy: "there is none; choose from \(all.map(\.name).joined(separator: ", "))"
            case .knob(let error): error.description
            }
        }
    }

    /// The strategy of a name as typed or as in results, its knobs set: `accurate:restore=off`.
    public static func strategy(named name: some StringProtocol) throws(NameError) -> BoundsStrategy {
        let parts = Substring(name).split(separator: ":", omittingEmptySubsequences: false)
        guard let strategy = all.first(where: { $0.name == parts[0] }) else {
            throw .noStrategy(String(name))
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
