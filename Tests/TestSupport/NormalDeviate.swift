extension RandomNumberGenerator {
    /// A value that is close to normal, with mean 0 and variance 1: the sum of twelve uniform ones, less its mean.
    public mutating func normal() -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &self) }
    }
}
