/// One stray write to SP in a program that never switches, and its outcome.
public struct CorruptionTrial: Codable, Sendable, Equatable {
    /// Where SP pointed: `heap`, `data`, `mapping below` or `mapping above`.
    public let region: String
    /// Bytes between the corrupt SP and the nearer end of the true stack.
    public let distance: UInt
    /// The callback, from 1, that was refused; nil when all were accepted.
    public let noticedAt: Int?
    /// The largest number of callbacks that the trial makes.
    public let callbacks: Int

    /// Describes a trial.
    public init(region: String, distance: UInt, noticedAt: Int?, callbacks: Int) {
        self.region = region
        self.distance = distance
        self.noticedAt = noticedAt
        self.callbacks = callbacks
    }
}
