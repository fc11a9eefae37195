public import CStackSupport

/// How a runtime learns, keeps and renews the bounds of the stack that it is called back on.
///
/// A strategy is a value: a name, where it comes from, and C functions. The callback entry is shared
/// machine code that calls them through a pointer, so every strategy pays the same for being called.
public struct BoundsStrategy: Sendable {
    /// A function of a strategy that sees the machine and the SP of the callback entry.
    public typealias Update = @convention(c) (MachinePointer, UInt) -> Void

    /// How long a thread keeps its machine.
    public enum Lifetime: UInt32, Sendable {
        /// Until the thread exits (Go 1.21 and later).
        case thread = 0
        /// Until the outermost callback returns (Go 1.20 and before).
        case callback = 1
    }

    /// Name on the command line and in results; lower case with hyphens.
    public let name: String
    /// What it does, in one sentence.
    public let rule: String
    /// Which runtime uses it, or where it was proposed.
    public let source: String
    /// Raised whenever the rule's machine code changes meaning, so that old results are not compared.
    public let version: Int
    /// How long a thread keeps its machine.
    public let lifetime: Lifetime
    /// A machine was given to the thread; also before the first `update`.
    public let attach: Update
    /// A callback entered.
    public let update: Update

    /// Creates a strategy; the catalogue lists the built-in ones.
    public init(
        name: String, rule: String, source: String, version: Int = 1, lifetime: Lifetime = .thread,
        attach: @escaping Update, update: @escaping Update
    ) {
        self.name = name
        self.rule = rule
        self.source = source
        self.version = version
        self.lifetime = lifetime
        self.attach = attach
        self.update = update
    }

    /// The strategy as the C entry takes it.
    public var abi: sbs_strategy {
        sbs_strategy(
            abi_version: 1, lifetime: lifetime.rawValue, state_size: 0, attach: attach,
            update: update, detach: nil, switched: nil, registered: nil)
    }
}
