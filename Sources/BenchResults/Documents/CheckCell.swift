public import Cells

/// One strategy in one scenario. Addresses are text, `"0x7f…"`: many JSON readers keep only 53 bits of a
/// number.
public struct CheckCell: Codable, Sendable, Equatable {
    /// Name of the scenario.
    public let scenario: String
    /// Name of the strategy.
    public let strategy: String
    /// The entry of the matrix.
    public let verdict: SafetyVerdict
    /// Letters of the faults, in the order U S H T C D.
    public let faults: [String]
    /// The core reason, on one line.
    public let reason: String
    /// The callback that decides; null when there was none.
    @Nullable public var step: Step?
    /// Exit status of the child; null when a signal ended it.
    @Nullable public var exitStatus: Int?
    /// Signal that ended the child; null when it exited.
    @Nullable public var signal: Int?
    /// What the child wrote to standard error, shortened; null when nothing.
    @Nullable public var message: String?
    /// How stray writes to SP were noticed; null in scenarios without.
    @Nullable public var corruption: Corruption?

    /// Describes a cell.
    public init(
        scenario: String, strategy: String, verdict: SafetyVerdict, faults: [String], reason: String,
        step: Step?,
        exitStatus: Int?, signal: Int?, message: String?, corruption: Corruption?
    ) {
        self.scenario = scenario
        self.strategy = strategy
        self.verdict = verdict
        self.faults = faults
        self.reason = reason
        self.step = step
        self.exitStatus = exitStatus
        self.signal = signal
        self.message = message
        self.corruption = corruption
    }

    /// `scenario:strategy`, as messages name a cell of the matrix.
    public var name: String { "\(scenario):\(strategy)" }
}
