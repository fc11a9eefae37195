extension Knobs {
    /// A setting of no knob, or with a value that the knob does not take.
    public struct SettingError: Error, CustomStringConvertible {
        /// The setting and the valid choices, in one line.
        public let description: String
    }

    /// The names of the knobs.
    public static let names = ["restore", "outside", "cooperation", "lifetime", "query", "source", "margin"]

    /// The valid settings, for messages and help.
    public static var choices: String {
        "restore=\(choices(Restore.self)), outside=\(choices(Outside.self)), cooperation=off, "
            + "lifetime=\(choices(BoundsStrategy.Lifetime.self)), query=unchecked (of 'fixed'), "
            + "source=\(choices(Source.self)), margin=0…\(maximalMargin) (bytes)"
    }

    /// Knobs as written: `restore=off`, `margin=4096`, each at most once, in any order.
    public init(settings: [Substring]) throws(SettingError) {
        self.init()
        var names: Set<Substring> = []
        for setting in settings {
            let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, try set(parts[0], to: parts[1]) else {
                throw SettingError(
                    description: "there is no knob '\(setting)'; choose from \(Self.choices)")
            }
            guard names.insert(parts[0]).inserted else {
                throw SettingError(description: "knob '\(parts[0])' is set twice")
            }
        }
    }

    /// Refuses knobs that a rule does not have, where to drop them would hide that.
    public func check(for strategy: some ConfigurableStrategy) throws(SettingError) {
        if query != nil && !strategy.hooks.canTrustAnswers {
            throw SettingError(
                description: "'\(strategy.baseName)' has no knob 'query': it is for a rule that queries once "
                    + "and keeps the answer, 'fixed'")
        }
        if source != nil && !strategy.hooks.asksForOwnStack {
            throw SettingError(
                description: "'\(strategy.baseName)' has no knob 'source': it never asks for the bounds of "
                    + "the thread's own stack; 'fixed', 'requery' and 'accurate' are some that do")
        }
    }

    /// Sets a knob. Returns false when there is no knob of that name.
    private mutating func set(_ name: Substring, to value: Substring) throws(SettingError) -> Bool {
        switch name {
        case "restore": restore = try Self.choice(name, value)
        case "outside": outside = try Self.choice(name, value)
        case "cooperation": cooperation = try Self.choice(name, value)
        case "lifetime": lifetime = try Self.choice(name, value)
        case "query": query = try Self.choice(name, value)
        case "source": source = try Self.choice(name, value)
        case "margin":
            guard let bytes = Int(value), 0...Self.maximalMargin ~= bytes, value.allSatisfy(\.isNumber)
            else {
                throw SettingError(
                    description: "margin '\(value)': must be 0 to \(Self.maximalMargin) bytes")
            }
            margin = bytes
        default: return false
        }
        return true
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: Substring, _ value: Substring
    ) throws(SettingError) -> Choice {
        guard let choice = Choice(rawValue: String(value)) else {
            throw SettingError(
                description: "\(name) '\(value)': choose from \(choices(Choice.self))")
        }
        return choice
    }

    private static func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _: Choice.Type
    ) -> String {
        Choice.allCases.map(\.rawValue).joined(separator: "|")
    }
}
