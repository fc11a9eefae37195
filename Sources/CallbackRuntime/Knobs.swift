import CStackSupport

/// Settings that every strategy has, without becoming another strategy.
///
/// Written after the name, each after a colon, since commas separate strategies:
/// `accurate:restore=off:margin=4096`.
public struct Knobs: Sendable, Hashable {
    /// When a callback restores bounds at its end; nil for the rule's default.
    public var restore: Restore?
    /// What happens when SP is outside the bounds while calls out are in progress; nil for the rule's
    /// default.
    public var outside: Outside?
    /// Whether the program tells the strategy about its stacks, if the strategy wants to be told; nil means
    /// yes.
    public var cooperation: Cooperation?
    /// How long a thread keeps its machine; nil for the rule's default.
    public var lifetime: BoundsStrategy.Lifetime?
    /// What is done with the answer of needMachine's query; nil for the rule's default. Of rules that have it.
    public var query: Query?
    /// Whom the rule asks for the bounds of the thread's own stack; nil for pthread. Of rules that ask.
    public var source: Source?
    /// Bytes added to the distance of the guard from the low bound, 0 to `maximalMargin`.
    public var margin: Int = 0

    /// The largest margin, in bytes: 1 MiB.
    public static let maximalMargin = 1 << 20

    /// Every knob at the rule's default.
    public init() {}

    /// The knobs that are set, in the order of names in results.
    var settings: [String] {
        [
            restore.map { "restore=\($0.rawValue)" }, outside.map { "outside=\($0.rawValue)" },
            cooperation.map { "cooperation=\($0.rawValue)" },
            lifetime.map { "lifetime=\($0.rawValue)" }, query.map { "query=\($0.rawValue)" },
            source.map { "source=\($0.rawValue)" },
            margin == 0 ? nil : "margin=\(margin)",
        ].compactMap(\.self)
    }

    var outsideABI: sbs_outside {
        switch outside {
        case nil: SBS_OUTSIDE_RULE
        case .abort: SBS_OUTSIDE_ABORT
        case .window: SBS_OUTSIDE_WINDOW
        case .noCheck: SBS_OUTSIDE_NO_CHECK
        }
    }
}

/// When a callback restores, at its end, the bounds that it found at its start.
public enum Restore: String, Codable, Sendable, CaseIterable {
    /// Never: what the update recorded stays (Go before 1.23.5).
    case off
    /// Always, at the end of the outermost callback too (Go >= 1.23.5, CL 635775).
    case on
    /// When the runtime is further up the stack: after calls out, and in signal handlers. At the end of an
    /// outermost callback nobody uses the old bounds, so the new ones may stay. The end of a call out
    /// restores its caller's bounds, not the end of the inner callback: callbacks on coroutines may be
    /// suspended and end in any order.
    case nested

    var abi: sbs_restore {
        switch self {
        case .off: SBS_RESTORE_OFF
        case .on: SBS_RESTORE_ON
        case .nested: SBS_RESTORE_NESTED
        }
    }
}

/// What a callback does when its SP is outside the recorded bounds while calls out are in progress.
public enum Outside: String, Sendable, CaseIterable {
    /// The fatal error of Go 1.21.1's rule, exit status 2.
    case abort
    /// The window around SP; the strategy is not called.
    case window
    /// No bounds during the callback; the strategy is not called.
    case noCheck = "no-check"
}

/// What is done with the answer of needMachine's query.
public enum Query: String, Sendable, CaseIterable {
    /// Its low end is taken, without asking whether SP is above it (probably Go 1.21.0).
    case unchecked
}

/// Whether the program tells the strategy about its stacks.
public enum Cooperation: String, Sendable, CaseIterable {
    /// It does not, and the strategy must manage without.
    case off
}
