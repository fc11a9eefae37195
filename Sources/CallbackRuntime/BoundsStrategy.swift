public import CStackSupport

/// How a runtime learns, keeps and renews the bounds of the stack that it is called back on.
///
/// A strategy is a value: a name, where it comes from, and C functions. The callback entry is shared machine
/// code that calls them through a pointer, so every call costs the same.
public struct BoundsStrategy: Sendable {
    /// A function that gets the machine and the SP of the callback entry.
    public typealias Update = @convention(c) (MachinePointer, UInt) -> Void
    /// A function that gets the machine.
    public typealias Detach = @convention(c) (MachinePointer) -> Void
    /// A function that is told about a switch: the machine, and the new stack's `lo` and `hi`, both 0 for the
    /// thread's own.
    public typealias Switched = @convention(c) (MachinePointer, UInt, UInt) -> Void
    /// A function that is told about a stack: its `lo` and `hi`, and whether it exists from now on.
    public typealias Registered = @convention(c) (UInt, UInt, Bool) -> Void
    /// A function that moves a callback: gets the machine and the SP of the entry, returns the SP to run at,
    /// or 0.
    public typealias Enter = @convention(c) (MachinePointer, UInt) -> UInt

    /// How long a thread keeps its machine.
    public enum Lifetime: String, Codable, Sendable, CaseIterable {
        /// Until the thread exits, through a pthread key (Go 1.21 and later).
        case thread
        /// Until the outermost callback returns: Go 1.20 and before, and still where there is no pthread key
        /// (Windows, and Go's own `fakecgo`).
        case callback

        var abi: UInt32 {
            switch self {
            case .thread: SBS_LIFETIME_THREAD
            case .callback: SBS_LIFETIME_CALLBACK
            }
        }
    }

    /// Its name, rule, source and knobs.
    public private(set) var description: StrategyDescription
    /// Called when a machine is given to the thread, before the first `update`.
    public let attach: Update
    /// In place of `attach` with the knob `query=unchecked`, for rules that have it.
    public let attachUnchecked: Update?
    /// Called when a callback enters.
    public let update: Update
    /// Called before the machine leaves its thread.
    public let detach: Detach?
    /// Called before the program switches stacks.
    public let switching: Switched?
    /// Called after the program has switched stacks.
    public let switched: Switched?
    /// Called when the program has made a stack, or is about to free one.
    public let registered: Registered?
    /// Decides which stack a callback runs on. Requires `leave`.
    public let enter: Enter?
    /// Called when a callback that `enter` moved to this SP has returned.
    public let leave: Update?
    /// Called when SP is below the guard, which is fatal unless this finds more stack.
    public let overflow: Update?
    /// Bytes of state that each machine keeps for the strategy, zeroed before `attach`.
    public let stateSize: Int
    /// What the runtime knows of the rule besides.
    public let traits: Traits

    /// Creates a strategy; the catalogue lists the built-in ones.
    public init(
        name: String, rule: String, source: String, version: Int = 1, lifetime: Lifetime = .thread,
        restore: Restore = .off, stateSize: Int = 0, attach: @escaping Update, update: @escaping Update,
        detach: Detach? = nil, switching: Switched? = nil, switched: Switched? = nil,
        registered: Registered? = nil, enter: Enter? = nil, leave: Update? = nil,
        overflow: Update? = nil, attachUnchecked: Update? = nil, traits: Traits = []
    ) {
        description = StrategyDescription(
            name: name, rule: rule, source: source, version: version, defaultLifetime: lifetime,
            defaultRestore: restore,
            hooks: .init(
                isNotified: switching != nil || switched != nil, isRegistered: registered != nil,
                movesCallbacks: enter != nil, canTrustAnswers: attachUnchecked != nil,
                asksForOwnStack: traits.contains(.asksForOwnStack)))
        self.stateSize = stateSize
        self.traits = traits
        self.attach = attach
        self.attachUnchecked = attachUnchecked
        self.update = update
        self.detach = detach
        self.switching = switching
        self.switched = switched
        self.registered = registered
        self.enter = enter
        self.leave = leave
        self.overflow = overflow
    }

    /// What it does, in one sentence.
    public var rule: String { description.rule }
    /// Which runtime uses it, or where it was proposed.
    public var source: String { description.source }
    /// Raised whenever the behaviour of the rule changes, so that it is not compared with old results.
    public var version: Int { description.version }
    /// When the rule restores bounds if the knobs say nothing.
    public var defaultRestore: Restore { description.defaultRestore }
    /// How long a thread keeps its machine.
    public var lifetime: Lifetime { description.knobs.lifetime ?? description.defaultLifetime }
    /// The knobs, as set by the user.
    public var knobs: Knobs { description.knobs }
    /// Name on the command line and in results, with the knobs that differ from the rule's defaults.
    public var name: String { description.name }
    /// Whether the program should announce its stack switches.
    public var isNotified: Bool { description.isNotified }
    /// Whether the program should register its stacks.
    public var isRegistered: Bool { description.isRegistered }

    /// The strategy in the form that the C entry takes.
    public var abi: sbs_strategy {
        let isTold = knobs.cooperation == nil
        return sbs_strategy(
            abi_version: SBS_ABI_VERSION, lifetime: lifetime.abi,
            restore: (knobs.restore ?? defaultRestore).abi.rawValue, outside: knobs.outsideABI.rawValue,
            margin: UInt32(knobs.margin), reserved: traits.rawValue, state_size: stateSize,
            attach: knobs.query == .unchecked ? attachUnchecked ?? attach : attach, update: update,
            detach: detach, switching: isTold ? switching : nil,
            switched: isTold ? switched : nil, registered: isTold ? registered : nil, enter: enter,
            leave: leave, overflow: overflow)
    }
}

extension BoundsStrategy: ConfigurableStrategy {
    /// Name of the rule, without the knobs; lower case with hyphens.
    public var baseName: String { description.baseName }

    /// What it has besides the functions that every one has.
    public var hooks: StrategyDescription.Hooks { description.hooks }

    /// The same rule with knobs set. A knob set to the rule's default is dropped.
    public func with(_ knobs: Knobs) -> BoundsStrategy {
        var strategy = self
        strategy.description = description.with(knobs)
        return strategy
    }
}
