/// Medians of samples.
public enum Median {
    /// The middle value, or the mean of the middle two when their number is even.
    ///
    /// - Parameter values: in any order and unit.
    /// - Returns: the median, in the unit of the values.
    /// - Throws: `SampleError.empty`, or `.notFinite` for a value that is NaN or infinite.
    public static func of(_ values: [Double]) throws(SampleError) -> Double {
        ofSorted(try sorted(values))
    }

    /// The values in ascending order, all of them finite and at least one.
    static func sorted(_ values: [Double]) throws(SampleError) -> [Double] {
        guard !values.isEmpty else { throw .empty }
        if let index = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
        return values.sorted()
    }

    /// The median of values that `sorted` returned.
    static func ofSorted(_ values: [Double]) -> Double {
        let middle = values.count / 2
        guard values.count.isMultiple(of: 2) else { return values[middle] }
        // Halved before they are added: the sum of two large values could be infinite. Half of
        // the smallest ones is 0, so the mean is kept between the two.
        let (below, above) = (values[middle - 1], values[middle])
        return min(max(below / 2 + above / 2, below), above)
    }
}
