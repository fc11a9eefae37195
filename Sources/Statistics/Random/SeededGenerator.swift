/// Random numbers that a recorded seed reproduces on every platform and in every version.
///
/// SplitMix64: G. L. Steele, D. Lea and C. H. Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014, with the output function of the authors' reference code. It is for schedules and
/// padding, not for secrets.
///
/// Each random decision of a run has its own stream, named by a label, so that adding a decision does not
/// change the others. The first state of a stream is
///
///     mix(mix(seed + gamma) + FNV-1a-64(UTF-8 bytes of the label))
///
/// in arithmetic modulo 2^64, where gamma is the golden-ratio increment and `mix` the output function.
/// `mix` is a bijection: for one seed, labels that hash differently never share a stream's start, and
/// for one label, different seeds never do. Tests pin the numbers.
public struct SeededGenerator: RandomNumberGenerator, Sendable, Equatable {
    private static let gamma: UInt64 = 0x9e37_79b9_7f4a_7c15
    private var state: UInt64

    /// The plain SplitMix64 sequence of a seed.
    public init(seed: UInt64) {
        state = seed
    }

    /// The stream of a seed that belongs to a label.
    ///
    /// - Parameters:
    ///   - seed: the recorded seed of the run.
    ///   - stream: names the decision. Its UTF-8 bytes are used as they are, without normalisation.
    public init(seed: UInt64, stream: String) {
        state = Self.mix(Self.mix(seed &+ Self.gamma) &+ FNV1a.hash(stream.utf8))
    }

    /// The next 64 random bits.
    public mutating func next() -> UInt64 {
        state &+= Self.gamma
        return Self.mix(state)
    }

    private static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
