/// The differences between every value of one sample and every value of another, in ascending order, without
/// storing them: two files of 50,000 values have 2.5 billion.
struct PairwiseDifferences {
    private let first: [Double]
    private let second: [Double]

    /// - Parameters:
    ///   - first: finite values, at least one.
    ///   - second: the values to subtract; finite, at least one.
    init(of first: [Double], minus second: [Double]) {
        self.first = first.sorted()
        self.second = second.sorted()
    }

    /// How many there are.
    var count: Int { first.count * second.count }

    /// The middle one, or the mean of the middle two when their number is even.
    var median: Double {
        let middle = count / 2
        let above = value(atRank: middle + 1)
        return Median.ofSorted(count.isMultiple(of: 2) ? [value(atRank: middle), above] : [above])
    }

    /// The difference of a rank, from 1 to `count`: the smallest one that at least `rank` differences do not
    /// exceed. Bisects the ordered bits of a Double, which takes 64 passes over the samples at most.
    func value(atRank rank: Int) -> Double {
        var low = Self.ordered(first[0] - second[second.count - 1])
        var high = Self.ordered(first[first.count - 1] - second[0])
        while low < high {
            let middle = low + (high - low) / 2
            if countUp(to: Self.number(middle)) >= rank { high = middle } else { low = middle + 1 }
        }
        return Self.number(low)
    }

    /// Rounding keeps a difference monotonic in both values, so one pass over each sample counts.
    private func countUp(to limit: Double) -> Int {
        var total = 0
        var start = 0  // the first value of `second` whose difference is within the limit
        for value in first {
            while start < second.count && value - second[start] > limit { start += 1 }
            if start == second.count { break }
            total += second.count - start
        }
        return total
    }

    /// Bits of a Double such that greater numbers have greater bits.
    private static func ordered(_ value: Double) -> UInt64 {
        let bits = (value + 0).bitPattern  // no negative zero
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }

    private static func number(_ bits: UInt64) -> Double {
        Double(bitPattern: bits >> 63 == 1 ? bits & ~(1 << 63) : ~bits)
    }
}
