import Testing

@testable import Report

/// Names at the ends of lines: none over another, each as near to its line as it can be.
@Suite struct EndLabelTests {
    private static func spread(_ wished: [Double]) -> [Double] { EndLabels.spread(wished, spacing: 0.1) }

    @Test func thoseWithRoomStayWhereTheyAre() {
        #expect(Self.spread([0.1, 0.5, 0.9]) == [0.1, 0.5, 0.9])
    }

    @Test func thoseOfOneHeightStandAroundIt() {
        let heights = Self.spread([0.5, 0.5, 0.5])
        for (height, wanted) in zip(heights, [0.4, 0.5, 0.6]) { #expect(abs(height - wanted) < 1e-9) }
    }

    @Test(arguments: [[0.0, 0.0, 0.0, 0.05], [1.0, 1.0, 1.0], [0.3, 0.31, 0.32, 0.8, 0.81], [0.99, 1.0]])
    func noneLiesOverAnotherOrOutside(wished: [Double]) {
        let heights = Self.spread(wished)
        #expect(heights.count == wished.count)
        for (first, second) in zip(heights, heights.dropFirst()) { #expect(second - first > 0.0999) }
        for height in heights { #expect((-1e-9...1 + 1e-9).contains(height)) }
    }

    @Test func moreThanThereIsRoomForAreAllDrawn() {
        #expect(Self.spread(Array(repeating: 0.5, count: 40)).count == 40)
        #expect(Self.spread([]).isEmpty)
    }
}
