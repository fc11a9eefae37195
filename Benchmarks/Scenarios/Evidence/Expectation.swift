public import Cells
public import ForeignStacks

/// The expected outcome of a callback.
public enum ExpectedOutcome: String, Codable, Sendable {
    /// It returns: there is enough room.
    case healthy
    /// It recurses without end, and the guard check stops it before the low end of the stack.
    case caught
    /// SP is corrupt, and the runtime refuses the callback.
    case noticed
}

/// One step of a scenario, announced before it is taken: a callback, the true stack that it is made on, and
/// its expected outcome.
public struct Expectation: Codable, Sendable, Equatable {
    /// Number of the step, from 1, in the order of announcement.
    public let step: UInt32
    /// What is done, in a few words.
    public let what: String
    /// The true stack `[L, H)`: its low end.
    public let lo: Address
    /// The true stack `[L, H)`: its high end.
    public let hi: Address
    /// The highest high end that is correct, at least `hi`.
    public let top: Address
    /// The expected outcome.
    public let outcome: ExpectedOutcome
    /// Whether Go 1.21.1's rule prescribes ending the process here (exit status 2, with its message),
    /// because the stack has changed while more of the runtime is further up.
    public let isRefusalPrescribed: Bool
    /// Bytes of C's stack below SP that the callback may use; nil where its whole body runs there.
    public let reach: Int?

    private enum CodingKeys: String, CodingKey {
        case step, what, lo, hi, top, isRefusalPrescribed, reach
        case outcome = "right"
    }

    /// Announces a step.
    public init(
        step: UInt32, what: String, truth: ForeignStack, outcome: ExpectedOutcome,
        isRefusalPrescribed: Bool = false, reach: Int? = nil
    ) {
        self.step = step
        self.what = what
        lo = Address(truth.lo)
        hi = Address(truth.hi)
        top = Address(truth.top)
        self.outcome = outcome
        self.isRefusalPrescribed = isRefusalPrescribed
        self.reach = reach
    }

    /// Whether a callback with this SP may use more stack than there is.
    func mayOverflow(at sp: UInt) -> Bool { reach.map { sp < lo.value &+ UInt($0) } ?? true }

    /// The true stack.
    public var truth: ForeignStack { ForeignStack(lo: lo.value, hi: hi.value, top: top.value) }
}
