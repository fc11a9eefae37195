extension RunPlan {
    /// What makes the plan impossible, or nil: a journal may have been edited.
    public var problem: String? {
        if !(1...1000).contains(processes) { return "the plan has \(processes) processes" }
        if !(1...10_000).contains(samples) { return "the plan has \(samples) samples" }
        for (pass, rounds) in [("latency", latencyRounds), ("counter", counterRounds)] {
            guard let rounds, !(1...1000).contains(rounds) else { continue }
            return "the plan has \(rounds) processes in its \(pass) pass"
        }
        if let exact, !(1...100).contains(exact.repeats) { return "the plan has \(exact.repeats) repeats" }
        if blocks.isEmpty, rounds != [] { return "the plan has no cells" }
        if let rounds, rounds != Set(rounds).filter((0..<processes).contains).sorted() {
            return "the plan has rounds that are not among its \(processes)"
        }
        if counters.count > 1000 { return "the plan has \(counters.count) counters" }
        if let sweep, sweep.points.count > 32 { return "the sweep has \(sweep.points.count) sizes" }
        if let sweep, sweep.points.contains(where: { $0.size < 0 }) {
            return "a size of the sweep is negative"
        }
        if Set(blocks.map(\.workload)).count != blocks.count { return "the plan has a workload twice" }
        for block in blocks where Set(block.subjects).count != block.subjects.count {
            return "the plan has a row of \(block.workload) twice"
        }
        return nil
    }
}
