import Testing

@testable import Statistics

struct WilliamsDesignTests {
    @Test func knownRows() {
        let four = WilliamsDesign(count: 4)
        #expect((0..<2).map(four.row) == [[0, 1, 3, 2], [1, 2, 0, 3]])
        let three = WilliamsDesign(count: 3)
        #expect((0..<3).map(three.row) == [[0, 1, 2], [1, 2, 0], [2, 0, 1]])
        #expect(WilliamsDesign(count: 1).row(0) == [0])
    }

    /// With the mirror image of every row: each subject at each position, and each ordered pair of
    /// neighbours, once in S rounds (even S) or twice in 2 S rounds (odd S).
    @Test(arguments: 1...13)
    func isBalanced(count: Int) {
        let design = WilliamsDesign(count: count)
        let orders = (0..<design.rows).map(design.row).flatMap { [$0, $0.reversed()] }
        #expect(orders.count == design.roundsPerBlock)
        #expect(design.roundsPerBlock == (count.isMultiple(of: 2) ? count : 2 * count))

        var atPosition: [[Int]: Int] = [:]
        var neighbours: [[Int]: Int] = [:]
        for order in orders {
            #expect(order.sorted() == Array(0..<count))
            for (position, subject) in order.enumerated() {
                atPosition[[position, subject], default: 0] += 1
            }
            for (subject, next) in zip(order, order.dropFirst()) {
                neighbours[[subject, next], default: 0] += 1
            }
        }
        let times = count.isMultiple(of: 2) ? 1 : 2
        #expect(atPosition.count == count * count)
        #expect(atPosition.values.allSatisfy { $0 == times })
        #expect(neighbours.count == count * (count - 1))
        #expect(neighbours.values.allSatisfy { $0 == times })
    }
}
