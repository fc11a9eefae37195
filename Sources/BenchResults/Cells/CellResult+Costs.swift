import Statistics

extension CellResult {
    /// The cost of a callback in each round, in nanoseconds: the median of the process's samples.
    ///
    /// - Parameter callbacksPerIteration: of the cell's workload.
    /// - Returns: nothing when the iterations are not known.
    public func costs(callbacksPerIteration: Int) -> [(round: Int, cost: Double)] {
        replicates.compactMap { replicate in
            guard let iterations = iterations(of: replicate), iterations > 0,
                let median = try? Median.of(replicate.nanoseconds.map { Double($0) })
            else { return nil }
            return (replicate.round, median / (Double(iterations) * Double(callbacksPerIteration)))
        }
    }

    /// The lowest sample of each process, as the cost of a callback in nanoseconds.
    func lowestCosts(callbacksPerIteration: Int) -> [Double] {
        replicates.compactMap { replicate in
            guard let iterations = iterations(of: replicate), iterations > 0 else { return nil }
            let callbacks = Double(iterations) * Double(callbacksPerIteration)
            return replicate.nanoseconds.min().map { Double($0) / callbacks }
        }.filter { $0 > 0 && $0.isFinite }
    }

    /// Iterations of each sample of a process.
    public func iterations(of replicate: Replicate) -> UInt64? { replicate.iterations ?? iterations }
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
