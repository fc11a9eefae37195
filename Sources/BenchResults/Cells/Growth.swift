public import Statistics

/// How the cost of a row grows along a sweep.
public struct Growth: Codable, Sendable, Equatable {
    /// Name of the row.
    public let subject: String
    /// The fitted exponent of the cost as measured, not net of the floor, since net costs may be zero.
    public let growth: GrowthExponent
}
