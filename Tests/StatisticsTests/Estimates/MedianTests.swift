import Statistics
import Testing

struct MedianTests {
    @Test(
        arguments: [
            ([7], 7),
            ([3, 1], 2),
            ([9, 1, 5], 5),
            ([4, 1, 3, 2], 2.5),
            ([-1, -1, 8], -1),
            // Their sum is infinite, and half of the second pair is 0.
            ([1.7e308, 1.7e308], 1.7e308),
            ([.leastNonzeroMagnitude, .leastNonzeroMagnitude], .leastNonzeroMagnitude),
        ] as [([Double], Double)])
    func median(values: [Double], expected: Double) throws {
        #expect(try Median.of(values) == expected)
    }

    @Test func refusesValuesWithoutAMedian() {
        #expect(throws: SampleError.empty) { try Median.of([]) }
        #expect(throws: SampleError.notFinite(index: 1)) { try Median.of([1, .nan]) }
        #expect(throws: SampleError.notFinite(index: 0)) { try Median.of([-.infinity, 1]) }
    }

    @Test func errorsNameTheValue() {
        #expect(
            "\(SampleError.notPositive(index: 2, value: -1))"
                == "value 2 is -1.0, a ratio needs positive values")
        #expect("\(SampleError.unequalCounts(first: 3, second: 4))".contains("3 and 4"))
    }
}
