import Testing

@testable import Statistics

@Suite("Sign test")
struct SignTestTests {
    /// From scipy 1.17.1: binomtest(k, n, 0.5, alternative="greater").pvalue.
    @Test(arguments: [
        (0, 6, 1.0), (6, 6, 0.015625), (9, 12, 0.072998046875), (40, 60, 0.00674464686559593),
        (700, 1000, 8.832839003974784e-38), (5, 10, 0.623046875),
    ])
    func agreesWithScipy(above: Int, total: Int, probability: Double) {
        let values = (0..<total).map { $0 < above ? 1.0 : -1.0 }
        #expect(abs(SignTest.probability(of: values, above: 0) / probability - 1) < 1e-9)
        #expect(abs(SignTest.probability(of: values.map { -$0 }, below: 0) / probability - 1) < 1e-9)
    }

    /// Values equal to the point count for neither side.
    @Test func equalValuesDoNotCount() {
        #expect(SignTest.probability(of: [0, 0, 0, 1], above: 0) == 15.0 / 16)
        #expect(SignTest.probability(of: [0, 0, 0, 1], below: 0) == 1)
        #expect(SignTest.probability(of: [], above: 0) == 1)
    }

    /// The test and the interval agree: a point is outside the interval exactly when one of its sides is less
    /// likely than half of alpha.
    @Test func agreesWithTheInterval() throws {
        let values = (1...20).map(Double.init)
        let estimate = try Estimate(of: values, alpha: 0.05)
        let (lower, upper) = (try #require(estimate.lower), try #require(estimate.upper))
        for point in stride(from: 0.5, through: 20.5, by: 0.5) {
            let isOutside =
                SignTest.probability(of: values, above: point) <= 0.025
                || SignTest.probability(of: values, below: point) <= 0.025
            #expect(isOutside == (point < lower || point > upper), "\(point)")
        }
    }
}
