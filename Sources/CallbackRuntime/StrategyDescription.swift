/// What is known of a strategy without its code: enough to select it, to plan rows for it and to name it in
/// results. All that a harness needs of a strategy that is not its own.
public struct StrategyDescription: Codable, Sendable, Equatable {
    /// What a strategy has besides the functions that every one has.
    public struct Hooks: Codable, Sendable, Equatable {
        /// Whether it is told of switches.
        public var isNotified: Bool
        /// Whether it is told of stacks.
        public var isRegistered: Bool
        /// Whether it moves callbacks.
        public var movesCallbacks: Bool
        /// Whether it has the knob `query`.
        public var canTrustAnswers: Bool
        /// Whether it has the knob `source`.
        public var asksForOwnStack: Bool
    }

    /// Name of the rule, without the knobs; lower case with hyphens.
    public let baseName: String
    /// What it does, in one sentence.
    public let rule: String
    /// Which runtime uses it, or where it was proposed; the path of its library, for one that came from there.
    public let source: String
    /// Raised whenever the behaviour of the rule changes, so that it is not compared with old results.
    public let version: Int
    /// How long a thread keeps its machine if the knobs say nothing.
    public let defaultLifetime: BoundsStrategy.Lifetime
    /// When the rule restores bounds if the knobs say nothing.
    public let defaultRestore: Restore
    /// What it has besides the functions that every one has.
    public let hooks: Hooks
    /// The knobs, as set by the user.
    public private(set) var knobs = Knobs()

    private enum CodingKeys: String, CodingKey {
        case baseName, rule, source, version, defaultLifetime, defaultRestore, hooks
    }

    init(
        name: String, rule: String, source: String, version: Int,
        defaultLifetime: BoundsStrategy.Lifetime, defaultRestore: Restore, hooks: Hooks
    ) {
        self.baseName = name
        self.rule = rule
        self.source = source
        self.version = version
        self.defaultLifetime = defaultLifetime
        self.defaultRestore = defaultRestore
        self.hooks = hooks
    }

    /// Whether the program should announce its stack switches.
    public var isNotified: Bool { knobs.cooperation == nil && hooks.isNotified }

    /// Whether the program should register its stacks.
    public var isRegistered: Bool { knobs.cooperation == nil && hooks.isRegistered }
}

/// A strategy, or a description of one, whose knobs can be set.
public protocol ConfigurableStrategy: Sendable {
    /// The name of the rule.
    var baseName: String { get }
    /// What it has besides the functions that every one has.
    var hooks: StrategyDescription.Hooks { get }
    /// The same rule with knobs set. A knob set to the rule's default is dropped, and so is one that the rule
    /// does not have.
    func with(_ knobs: Knobs) -> Self
}

extension StrategyDescription: ConfigurableStrategy {
    /// Name on the command line and in results: the rule's name, then, after colons and in a fixed order, the
    /// knobs that differ from the rule's defaults (`accurate:restore=off:margin=4096`).
    public var name: String { ([baseName] + knobs.settings).joined(separator: ":") }

    /// The same rule with knobs set. A knob set to the rule's default is dropped.
    public func with(_ knobs: Knobs) -> StrategyDescription {
        var strategy = self
        strategy.knobs = knobs
        if knobs.restore == defaultRestore { strategy.knobs.restore = nil }
        if knobs.lifetime == defaultLifetime { strategy.knobs.lifetime = nil }
        if !hooks.isNotified && !hooks.isRegistered { strategy.knobs.cooperation = nil }
        // SP is C's, and always outside the bounds of the stack that the callback is moved to.
        if hooks.movesCallbacks { strategy.knobs.outside = nil }
        if !hooks.canTrustAnswers { strategy.knobs.query = nil }
        if !hooks.asksForOwnStack { strategy.knobs.source = nil }
        return strategy
    }
}
