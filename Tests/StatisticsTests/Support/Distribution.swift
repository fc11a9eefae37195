import CLibrary
import Statistics

/// Skewed distributions, like those of times: each is the quantile function of a uniform number.
enum Distribution: CaseIterable {
    case exponential
    /// With an infinite variance.
    case pareto
    /// Half of it is one value, as with a coarse clock.
    case tied

    func quantile(_ probability: Double) -> Double {
        switch self {
        case .exponential: -log(1 - probability)
        case .pareto: pow(1 - probability, -1 / 1.1)
        case .tied: max(1, (probability * 8).rounded(.down))
        }
    }

    func sample(count: Int, using generator: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in quantile(Double(generator.next() >> 11) * 0x1p-53) }
    }
}
