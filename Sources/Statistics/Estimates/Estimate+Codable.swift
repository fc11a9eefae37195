/// Absent values are written as `null`, next to the reason, so a reader of the JSON need not know which keys
/// are possible.
extension Estimate: Codable {
    private enum CodingKeys: String, CodingKey {
        case median, lower, upper, coverage, count, reason
    }

    /// Writes all six keys.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(median, forKey: .median)
        try container.encode(lower, forKey: .lower)
        try container.encode(upper, forKey: .upper)
        try container.encode(coverage, forKey: .coverage)
        try container.encode(count, forKey: .count)
        try container.encode(reason, forKey: .reason)
    }

    /// Reads what `encode(to:)` wrote.
    ///
    /// - Throws: `DecodingError.dataCorrupted` when the values break a rule of the type.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let median = try container.decode(Double.self, forKey: .median)
        let count = try container.decode(Int.self, forKey: .count)
        let lower = try container.decodeIfPresent(Double.self, forKey: .lower)
        let upper = try container.decodeIfPresent(Double.self, forKey: .upper)
        let coverage = try container.decodeIfPresent(Double.self, forKey: .coverage)
        let reason = try container.decodeIfPresent(String.self, forKey: .reason)

        let estimate = Estimate(
            median: median, lower: lower, upper: upper, coverage: coverage, count: count, reason: reason)
        guard let estimate else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: "an estimate has lower <= median <= upper with a coverage, or a reason")
            )
        }
        self = estimate
    }

    /// Puts together what was taken apart.
    ///
    /// - Returns: nil when the values break a rule of the type.
    package init?(
        median: Double, lower: Double?, upper: Double?, coverage: Double?, count: Int, reason: String?
    ) {
        let interval: SignTestInterval
        switch (lower, upper, coverage, reason) {
        case (let lower?, let upper?, let coverage?, nil)
        where lower <= median && median <= upper && coverage > 0 && coverage <= 1:
            interval = .interval(lower: lower, upper: upper, coverage: coverage)
        case (nil, nil, nil, let reason?): interval = .unavailable(reason)
        default: return nil
        }
        guard median.isFinite, lower?.isFinite ?? true, upper?.isFinite ?? true, count > 0 else { return nil }
        self.init(median: median, interval: interval, count: count)
    }
}
