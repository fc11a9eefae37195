public import CallbackRuntime
public import Cells

/// What the machine held inside a callback.
public struct SeenMachine: Codable, Sendable, Equatable {
    /// Number of the step.
    public let step: UInt32
    /// 0 at the start of the callback, 1 after it called out to C.
    public let phase: UInt32
    /// SP in the body of the callback.
    public let sp: Address
    /// Recorded low end.
    public let lo: Address
    /// Recorded high end.
    public let hi: Address
    /// Running below this is fatal.
    public let `guard`: Address
    /// How far the bounds can be trusted, as the C constant.
    public let confidence: UInt32
    /// Calls out of the runtime in progress.
    public let callsOut: UInt32
    /// Queries to the system so far.
    public let queries: UInt64

    /// Describes a machine.
    public init(
        step: UInt32, phase: UInt32 = 0, sp: UInt, bounds: StackBounds, confidence: Confidence,
        callsOut: UInt32 = 0, queries: UInt64 = 0
    ) {
        self.step = step
        self.phase = phase
        self.sp = Address(sp)
        lo = Address(bounds.lo)
        hi = Address(bounds.hi)
        self.guard = Address(bounds.lo &+ Machine.guardDistance)
        self.confidence = confidence.rawValue
        self.callsOut = callsOut
        self.queries = queries
    }

    /// The recorded bounds.
    public var bounds: StackBounds { StackBounds(lo: lo.value, hi: hi.value) }

    /// How far the strategy says they can be trusted.
    public var claim: Confidence { Confidence(rawValue: confidence) ?? .none }
}
