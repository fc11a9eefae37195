/// Combines the values of two cells from the same rounds.
enum Pairs {
    /// `combine(first[i], second[i])` for every round i.
    ///
    /// - Throws: `.unequalCounts`, `.empty`, `.notFinite`; and `.outOfRange` when the result is not finite.
    static func combine(
        _ first: [Double], _ second: [Double], _ combine: (Double, Double) -> Double
    ) throws(SampleError) -> [Double] {
        guard first.count == second.count else {
            throw .unequalCounts(first: first.count, second: second.count)
        }
        guard !first.isEmpty else { throw .empty }
        var results: [Double] = []
        results.reserveCapacity(first.count)
        for index in first.indices {
            guard first[index].isFinite, second[index].isFinite else { throw .notFinite(index: index) }
            let result = combine(first[index], second[index])
            guard result.isFinite else { throw .outOfRange(index: index) }
            results.append(result)
        }
        return results
    }
}
