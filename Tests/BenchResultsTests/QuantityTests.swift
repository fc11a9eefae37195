import BenchResults
import Statistics
import Testing

/// How numbers are written.
@Suite struct QuantityTests {
    @Test(arguments: [
        (0.0, "0"), (0.5134, "0.513"), (0.0000001, "0.000"), (6.2891, "6.29"), (611.4, "611"),
        (9_011_907, "9011907"),
        (-0.007, "-0.007"), (1e300, "1e+300"), (.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"),
    ])
    func digitsEndForEveryNumber(value: Double, text: String) {
        #expect(Quantity.digits(value) == text)
    }

    @Test(arguments: [
        (0.5, "0.500 ns"), (999, "999 ns"), (2490, "2.49 µs"), (8.9e6, "8.90 ms"), (.infinity, "inf ms"),
    ])
    func timesHaveTheUnitThatFits(nanoseconds: Double, text: String) {
        #expect(Quantity.time(nanoseconds) == text)
    }

    @Test(arguments: [(1_281_234.0, "1,280,000"), (977, "977"), (.infinity, "inf")])
    func factorsInSentencesAreGrouped(value: Double, text: String) {
        #expect(Quantity.grouped(value) == text)
    }

    private func estimate(_ values: [Double]) throws -> Estimate { try Estimate(of: values) }

    /// Six values have the interval from the lowest to the highest.
    @Test func lopsidedIntervalsHaveBothEnds() throws {
        let even = try estimate([8, 9, 10, 10, 11, 12])
        #expect(Quantity.difference(even) == "10.0 ± 2.0 ns")
        #expect(Quantity.time(even) == "10.0 ns ± 20%")
        #expect(Quantity.interval(even) == "± 2.0")
        let lopsided = try estimate([0.1, 0.2, 0.25, 0.26, 0.7, 0.76])
        #expect(Quantity.difference(lopsided) == "0.255 ns (0.100 to 0.760)")
        #expect(Quantity.time(lopsided) == "0.255 ns (0.100 to 0.760)")
        #expect(Quantity.interval(lopsided) == "(0.100 to 0.760)")
        let narrow = try estimate([100, 100, 100, 100, 100, 103])
        #expect(!Quantity.isLopsided(narrow))
    }

    @Test func whatIsNothing() throws {
        let small = try estimate([0.1, 0.2, 0.25, 0.26, 0.7, 0.76])
        #expect(Quantity.isNothing(small, resolution: 0.3))
        #expect(!Quantity.isNothing(small, resolution: 0.2) && !Quantity.isNothing(small, resolution: nil))
        #expect(Quantity.isNothing(try estimate([-1, 2, 3, 4, 5, 6]), resolution: 0.2))
    }
}
