public import CallbackRuntime

extension StrategyCatalogue {
    /// When a rule looks for new bounds.
    public enum Renewal: String, Sendable, CaseIterable {
        /// The first callback of a thread, or of the process, decides.
        case never
        /// Every callback that is not under a call out.
        case outermostCallback = "each outermost callback"
        /// Every callback.
        case eachCallback = "each callback"
        /// A callback whose SP is not in them.
        case outside = "when SP has left them"
        /// A callback whose SP is not in them, or finds them to be a guess.
        case outsideOrGuess = "when SP has left them, or they are a guess"
        /// The program says that it switches, makes or frees stacks.
        case told = "when the program says so"
    }

    /// What becomes of a healthy callback whose SP is outside the bounds.
    public enum Outside: String, Sendable, CaseIterable {
        /// Nothing is compared with SP.
        case nothing = "nothing is compared"
        /// Below the bounds it is taken for an overflow; above them nobody notices.
        case abortsBelow = "aborts below, goes on above"
        /// Below the bounds, and far above them, it is taken for an overflow.
        case abortsFar = "aborts below and far above"
        /// The check is off for this callback.
        case unchecked = "goes on without a check"
        /// It gets new bounds.
        case renews = "gets new bounds"
        /// It gets new bounds, unless the runtime is further up: exit status 2.
        case refusesNested = "gets new bounds; exit 2 under a call out"
        /// It is moved to a stack of the runtime's.
        case moves = "runs on another stack"
    }

    /// Where bounds come from.
    public enum Origin: String, Sendable, CaseIterable {
        case nowhere = "no bounds"
        case entry = "a guess around the SP of an entry"
        case askedOnce = "the system, asked once"
        case askedAgain = "the system, asked again"
        case program = "the program, which tells of its stacks"
        case ownStacks = "the runtime's own stacks"
    }

    /// A strategy and its place among the others.
    public struct Entry: Sendable {
        /// The strategy, with the knobs of the runtime that it stands for.
        public let strategy: BoundsStrategy
        /// Where its bounds come from.
        public let origin: Origin
        /// When it looks for new ones.
        public let renewal: Renewal
        /// What becomes of a healthy callback outside of them.
        public let outside: Outside
    }

    /// Every strategy, by where its bounds come from. One with knobs stands for a runtime that ships the rule so.
    public static let entries: [Entry] = [
        Entry(.none, .nowhere, .never, .nothing),
        Entry(.count, .nowhere, .never, .nothing),
        Entry(.suspend, .nowhere, .never, .nothing),
        Entry(.fault, .nowhere, .never, .nothing),
        Entry(.uncached, .entry, .outermostCallback, .renews),
        Entry(.estimate, .entry, .eachCallback, .renews),
        Entry(.anchor, .entry, .never, .abortsBelow),
        Entry(.revise, .entry, .outside, .abortsFar),
        Entry(.raiseHi, .entry, .outside, .nothing),
        Entry(.perEntry, .entry, .outermostCallback, .abortsBelow),
        Entry(.budget, .entry, .outermostCallback, .abortsBelow),
        Entry(.reanchor, .entry, .eachCallback, .renews),
        Entry(.fixed, .askedOnce, .never, .abortsBelow),
        Entry(shipped(.fixed, .libcEnd), .askedOnce, .never, .abortsBelow),
        Entry(shipped(.fixed, .mapsSP), .askedOnce, .never, .abortsBelow),
        Entry(.vmLatched, .askedOnce, .never, .abortsBelow),
        Entry(.giveUp, .askedOnce, .never, .abortsBelow),
        Entry(.ownGuard, .askedOnce, .never, .nothing),
        Entry(.lenient, .askedOnce, .never, .unchecked),
        Entry(.band, .askedOnce, .never, .unchecked),
        Entry(.threadSlot, .askedOnce, .outsideOrGuess, .renews),
        Entry(.spWindow, .askedAgain, .outside, .refusesNested),
        Entry(.requery, .askedAgain, .eachCallback, .refusesNested),
        Entry(.accurate, .askedAgain, .outsideOrGuess, .renews),
        Entry(shipped(.accurate, .startstack), .askedAgain, .outsideOrGuess, .renews),
        Entry(shipped(.accurate, .mremapProbe), .askedAgain, .outsideOrGuess, .renews),
        Entry(.procmap, .askedAgain, .eachCallback, .renews),
        Entry(.clamp, .askedAgain, .outside, .renews),
        Entry(.notify, .program, .told, .abortsBelow),
        Entry(.notifyHandshake, .program, .told, .abortsBelow),
        Entry(.registry, .program, .outsideOrGuess, .renews),
        Entry(.mru, .program, .outsideOrGuess, .renews),
        Entry(.tiered, .program, .outside, .renews),
        Entry(.grow, .ownStacks, .eachCallback, .moves),
        Entry(.hop, .ownStacks, .eachCallback, .moves),
    ]

    private static func shipped(_ rule: BoundsStrategy, _ source: Source) -> BoundsStrategy {
        var knobs = Knobs()
        knobs.source = source
        return rule.with(knobs)
    }
}

extension StrategyCatalogue.Entry {
    fileprivate init(
        _ strategy: BoundsStrategy, _ origin: StrategyCatalogue.Origin, _ renewal: StrategyCatalogue.Renewal,
        _ outside: StrategyCatalogue.Outside
    ) {
        self.strategy = strategy
        self.origin = origin
        self.renewal = renewal
        self.outside = outside
    }
}
