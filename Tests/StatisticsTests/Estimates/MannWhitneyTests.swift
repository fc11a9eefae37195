import Testing

@testable import Statistics

@Suite("Mann-Whitney test")
struct MannWhitneyTests {
    struct Vector: Sendable {
        let first: [Double]
        let second: [Double]
        let u: Double
        let twoSided: Double
        let larger: Double
        let smaller: Double
    }

    /// From scipy 1.17.1: mannwhitneyu(first, second, alternative=…, method="exact") on normal deviates
    /// drawn by numpy's default_rng(20261124) and rounded to four places, so that none are equal.
    static let exact = [
        Vector(
            first: [1.4495, -1.4404, -0.0175, -0.8691],
            second: [1.5045, -0.9584, 1.0047, -0.4112],
            u: 6.0, twoSided: 0.6857142857142857, larger: 0.7571428571428571,
            smaller:
                0.34285714285714286),
        Vector(
            first: [2.7161, 0.8242, 0.4496, -0.0296, 1.2147, -0.3877],
            second: [-1.2509, -0.6419, -1.218, -0.9005, -0.653, -0.7457],
            u: 36.0, twoSided: 0.0021645021645021645, larger: 0.0010822510822510823,
            smaller:
                1.0),
        Vector(
            first: [1.3573, -0.0105, 1.3415, 0.7035, 0.0943],
            second: [0.8009, 0.1878, -0.6175, 2.8231, 0.7718, 0.6572, 0.5102, 0.7992],
            u: 20.0, twoSided: 1.0, larger: 0.5283605283605284, smaller: 0.5283605283605284),
        Vector(
            first: [
                1.6157, -1.5442, 1.9254, -0.5604, 0.8814, 1.1994, 1.0078, 3.5632, 1.8933,
                2.0117, -0.7372, 2.9504,
            ],
            second: [
                -1.2268, -0.2548, 1.3093, -1.0671, 0.9258, -1.2684, 0.3323, 1.0895,
                -0.3633, -0.3835, -0.1001, 0.492,
            ],
            u: 108.0, twoSided: 0.03872113886920726, larger: 0.01936056943460363,
            smaller:
                0.9833792872896386),
        Vector(
            first: [
                -0.7158, 0.7903, -0.6719, -1.1545, -0.3326, -0.5664, -0.5549, -0.3161,
                -1.2813, 3.073, -0.0596, -0.3594, -1.6902, -0.2145, -0.4544, 0.3213, 1.5586,
                1.0232, 0.4633, -1.4236,
            ],
            second: [
                -0.4721, 0.1152, 1.452, -0.9032, 1.7166, -0.9013, -0.8231, -1.0048,
                -2.7108, -1.8122, 0.3999, 0.2427, -0.214, 0.2865, -0.7847, -1.227, 2.0089,
            ],
            u: 183.0, twoSided: 0.7065889785336514, larger: 0.3532944892668257,
            smaller:
                0.6578475627805801),
        Vector(
            first: [
                0.6123, 0.1053, 0.0478, 1.3245, 1.5196, -0.4456, 2.0765, -0.783, -0.5548,
                0.4733, 3.4035, 1.0624, -0.8458, 1.4323, -0.7441, -0.7328, -0.6502, 0.1128,
                0.6305, -0.2463, 1.2983, -0.1786, 1.9573, 1.4083, -1.6273, 0.4029, 1.3936,
                1.1453, 0.3458, 0.2654, -0.9457, 1.4032, -0.1992, 0.4469, 0.0323, 1.4066,
                -0.8784, 0.6013, -0.2805, 0.1661, -0.2444, -0.0087, 0.8284, -0.0983, 1.5515,
                -0.439, 0.8465, 1.4947, 2.0835, -0.3766,
            ],
            second: [
                0.9326, 1.0242, 1.2307, -0.6527, -0.642, 0.272, 0.589, -0.8565, -0.3628,
                -1.3616, -1.1269, -0.946, 0.1534, 0.9412, 0.6662, -1.0044, -0.4007, 0.743,
                0.8487, -0.0045, 0.6511, -0.0826, -0.249, -0.9947, -1.4255, 1.8936, -1.3765,
                -0.2177, -0.3492, -1.2026, 0.958, 0.0433, -0.9675, 1.3977, 0.9098, 1.7221,
                -0.0886, -0.0846, 0.615, -1.0994, 1.8343, 1.4126, 1.9495, 0.5482, 0.1558,
                -0.6068, -0.526, 0.4707, 0.5854, -1.2158,
            ],
            u: 1480.0, twoSided: 0.11389442913344211, larger: 0.056947214566721055,
            smaller:
                0.9438421143448654),
        Vector(
            first: [-1.0884, 1.0693, 1.3354],
            second: [
                1.3147, 0.3355, -0.4362, 0.2714, 0.2431, -1.5005, 0.3663, -0.7581, 0.5501,
                -0.0912, 0.0071, 1.1628, 0.3984, -1.533, -1.3873, 0.7779, 0.6371, -1.1123,
                1.6851, 0.5056, -1.4965, 0.7086, 0.1602, -0.7344, 0.5239, -0.371, 0.6704,
                2.2692, -0.8675, 0.4375, -1.154, 0.6398, -0.0686, -0.6347, -0.9108, 1.2377,
                0.3016, 2.7871, 1.3808, 0.6632, -0.3947, -1.2082, 1.494, 1.8993, -0.6211,
                -0.1774, -0.5467, 0.1249, -1.5293, 0.7609,
            ],
            u: 93.0, twoSided: 0.5203619909502263, larger: 0.26018099547511314,
            smaller:
                0.7519422863485017),
    ]

    @Test(arguments: exact)
    func agreesWithScipy(vector: Vector) throws {
        let test = try MannWhitney(of: vector.first, against: vector.second)
        #expect(test.isExact)
        #expect(test.u == vector.u)
        #expect(isClose(test.twoSided, vector.twoSided))
        #expect(isClose(test.probabilityLarger, vector.larger))
        #expect(isClose(test.probabilitySmaller, vector.smaller))
    }

    /// From scipy 1.17.1: permutation_test with the rank sum of rankdata as statistic and n_resamples=inf,
    /// which goes through every choice. Its mannwhitneyu is exact without ties only.
    static let tied: [([Double], [Double], Double, Double, Double)] = [
        ([1.0, 2, 2, 3], [2.0, 3, 3, 4, 5], 3.0, 0.9920634920634921, 0.07936507936507936),
        ([1, 1, 1, 2], [1, 1, 2, 2], 6, 0.9285714285714286, 0.5),
        ([7, 7, 7], [7, 7, 7], 4.5, 1, 1),
        ([10, 12, 12, 15, 15], [11, 12, 13, 15, 18, 18], 10, 0.841991341991342, 0.18398268398268397),
    ]

    @Test(arguments: tied)
    func tiesAreExactToo(first: [Double], second: [Double], u: Double, larger: Double, smaller: Double) throws
    {
        let test = try MannWhitney(of: first, against: second)
        #expect(test.u == u)
        #expect(isClose(test.probabilityLarger, larger))
        #expect(isClose(test.probabilitySmaller, smaller))
    }

    /// As the exact ones, with method="asymptotic": more than 50 values per sample.
    static let large =
        Vector(
            first: [
                1.2857, -0.4945, -0.6354, 0.1974, -0.7301, -0.029, 0.872, 1.7008, -0.0011,
                1.6028, -1.1189, -0.0569, 1.316, -0.9819, -1.6417, 0.3641, 0.9221, 0.9464,
                0.0415, -0.3918, 1.3854, -0.0727, -1.5775, -0.075, 0.687, -0.0107, -0.0753,
                -1.6917, 0.6737, 0.9608, 0.4463, -0.8235, 0.081, 1.9971, 1.2291, 0.7103,
                -1.0199, -0.6691, -0.1925, 1.1979, 0.4778, -0.5113, 0.9497, -0.8921, -0.2576,
                -0.3014, 0.3322, 0.8261, -0.6026, -0.5107, -1.2362, 0.9697, 0.0131, 0.2137,
                1.4316, 1.111, 0.4424, -0.7315, -1.5234, 1.3138,
            ],
            second: [
                -0.1001, -1.2055, -0.1344, 0.1654, -1.125, -1.1398, -0.5612, 0.7374,
                -0.4501, 0.724, -0.9389, -0.4306, -0.8498, 0.1649, -2.4416, -0.549, -0.2458,
                0.9525, 0.671, -0.4305, -0.3382, -0.2035, -1.7113, 0.9692, 1.0824, 0.859,
                0.2113, 0.8344, -0.5742, -0.633, -0.9775, -1.3801, -0.4591, -1.4071, 1.3088,
                -1.0232, -0.8151, 1.0616, -0.4704, -0.5364, 1.5326, 1.6775, 0.5699, -0.2133,
                -0.0101, -0.6919, 1.3389, -1.4596, 0.9439, -1.3422, -0.3157, 0.7185, 0.7096,
                -0.7858, -2.7176,
            ],
            u: 1980.0, twoSided: 0.0650599694291359, larger: 0.03252998471456795,
            smaller:
                0.9678752627813342)

    @Test func largeSamplesAreApproximatedAsScipyDoes() throws {
        let test = try MannWhitney(of: Self.large.first, against: Self.large.second)
        #expect(!test.isExact)
        #expect(test.u == Self.large.u)
        #expect(isClose(test.twoSided, Self.large.twoSided))
        #expect(isClose(test.probabilityLarger, Self.large.larger))
        #expect(isClose(test.probabilitySmaller, Self.large.smaller))
    }

    /// By hand: 2 / C(m + n, m), the two most extreme of all choices.
    @Test(arguments: [(3, 3, 20.0), (4, 4, 70), (5, 5, 252), (1, 30, 31)])
    func smallestProbability(first: Int, second: Int, choices: Double) throws {
        let probability = 2 / choices
        #expect(isClose(MannWhitney.smallestTwoSided(first, second), probability))
        let below = (0..<first).map { Double($0) }
        let above = (0..<second).map { Double(100 + $0) }
        #expect(isClose(try MannWhitney(of: below, against: above).twoSided, probability))
    }

    @Test func refusesInvalidSamples() {
        #expect(throws: SampleError.empty) { try MannWhitney(of: [], against: [1]) }
        #expect(throws: SampleError.notFinite(index: 1)) { try MannWhitney(of: [1], against: [1, .nan]) }
    }
}

private func isClose(_ value: Double, _ expected: Double) -> Bool {
    abs(value - expected) <= 1e-12 * max(1, abs(expected)) || abs(value / expected - 1) < 1e-9
}
