/// Choices whose algorithm is fixed here. The standard library's `random(in:using:)` and
/// `shuffled(using:)` may change between Swift versions, and then a seed would no longer give the same order.
extension SeededGenerator {
    /// A random number with a bound.
    ///
    /// The high word of a 64 by 64 bit product, with the biased part rejected: D. Lemire, "Fast Random
    /// Integer Generation in an Interval", ACM TOMACS 29(1), 2019.
    ///
    /// - Parameter bound: at least 1.
    /// - Returns: a number from 0 up to but not including `bound`, each equally likely.
    public mutating func number(below bound: Int) -> Int {
        precondition(bound > 0, "there is no number from 0 up to \(bound)")
        let bound = UInt64(bound)
        let biased = (0 &- bound) % bound
        while true {
            let product = next().multipliedFullWidth(by: bound)
            if product.low >= biased { return Int(product.high) }
        }
    }

    /// A random order (Fisher and Yates, from the end).
    ///
    /// - Parameter elements: any elements.
    /// - Returns: the same elements, in each order equally likely.
    public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var shuffled = elements
        for last in stride(from: shuffled.count - 1, to: 0, by: -1) {
            shuffled.swapAt(last, number(below: last + 1))
        }
        return shuffled
    }
}
