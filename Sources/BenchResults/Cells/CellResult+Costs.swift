import Statistics

extension CellResult {
    /// The cost of a callback in each round, in nanoseconds: the median of the process's samples.
    ///
    /// - Parameter callbacksPerIteration: of the cell's workload.
    /// - Returns: nothing when the iterations are not known.
    public func costs(callbacksPerIteration: Int) -> [(round: Int, cost: Double)] {
        guard let iterations, iterations > 0 else { return [] }
        let callbacks = Double(iterations) * Double(callbacksPerIteration)
        return replicates.compactMap { replicate in
            guard let median = try? Median.of(replicate.nanoseconds.map { Double($0) }) else { return nil }
            return (replicate.round, median / callbacks)
        }
    }

    /// The lowest sample of each process, as the cost of a callback in nanoseconds.
    func lowestCosts(callbacksPerIteration: Int) -> [Double] {
        guard let iterations, iterations > 0 else { return [] }
        let callbacks = Double(iterations) * Double(callbacksPerIteration)
        return replicates.compactMap { $0.nanoseconds.min().map { Double($0) / callbacks } }
            .filter { $0 > 0 && $0.isFinite }
    }
}

extension BenchResult {
    /// Callbacks in one iteration of a workload; 1 where the result does not say.
    public func callbacksPerIteration(of workload: String) -> Int {
        workloads.first { $0.name == workload }?.callbacksPerIteration ?? 1
    }

    /// The cost of a callback in each round of a cell, in nanoseconds.
    public func costs(of cell: CellResult) -> [(round: Int, cost: Double)] {
        cell.costs(callbacksPerIteration: callbacksPerIteration(of: cell.workload))
    }
}
