import BenchResults
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
}
