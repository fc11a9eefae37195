import Testing

@testable import Statistics

@Suite("Holm's correction")
struct HolmTests {
    /// By hand: 4 x 0.01, 3 x 0.02, 2 x 0.03,
    /// then never less than the one before, never above 1.
    static let known: [([Double], [Double])] = [
        ([0.01, 0.04, 0.03, 0.02], [0.04, 0.06, 0.06, 0.06]),
        ([0.5], [0.5]), ([], []),
        ([0.9, 0.8, 0.001], [1, 1, 0.003]),
    ]

    @Test(arguments: known)
    func knownValues(pValues: [Double], expected: [Double]) {
        #expect(Holm.adjusted(pValues).count == expected.count)
        for (adjusted, value) in zip(Holm.adjusted(pValues), expected) {
            #expect(abs(adjusted - value) < 1e-12)
        }
        #expect(Holm.adjusted(pValues).count == expected.count)
    }
}
