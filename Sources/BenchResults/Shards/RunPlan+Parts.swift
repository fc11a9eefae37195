import Cells

/// How a run is divided.
///
/// What is compared is within one shard, and so on one machine: a shard has whole workloads, with all of
/// their rows, the null pair's twin and the floor among them, and with the empty loop that gives the
/// resolution. Where there are more shards than workloads, those of one workload share its rounds: each has all of
/// its rows in some rounds, two at least, without which there is no null pair. What is done once
/// for a row, counting and recording latency, is its first shard's.
extension RunPlan {
    /// A shard's place in the work.
    private struct Share: Equatable {
        /// Workloads that it measures.
        var workloads: Set<String> = []
        /// Which of the shards of its workload, from 0.
        var part = 0
        /// How many shards measure its workload.
        var parts = 1
    }

    /// What one shard measures: the same on every machine, as it depends on nothing but the plan. All shards together
    /// have each step of the plan once; only the cell of the resolution is in each of them.
    ///
    /// - Parameter shard: which.
    /// - Returns: a plan; without cells, when there are more shards than work.
    public func part(_ shard: Shard) -> RunPlan {
        let share = shares(shard.count)[shard.index - 1]
        var part = self
        part.blocks = blocks.filter { share.workloads.contains($0.workload) }
        part.sweep = sweep.flatMap { $0.part(of: share.workloads) }
        if share.parts > 1 { part.rounds = Array(stride(from: share.part, to: processes, by: share.parts)) }
        if share.workloads.isEmpty { part.rounds = [] }
        if share.part > 0 || share.workloads.isEmpty {
            (part.counters, part.counterRounds, part.exact, part.latencyRounds) = ([], nil, nil, nil)
        }
        let resolution = BenchResult.resolutionCell
        if !part.blocks.isEmpty, !part.blocks.contains(where: { $0.workload == resolution.workload }) {
            part.blocks.insert(
                Block(workload: resolution.workload, subjects: [resolution.subject]), at: 0)
        }
        return part
    }

    /// The cells whose share of the work a part has: not the resolution's, when it is there for its own use.
    var ownBlocks: [Block] {
        let resolution = BenchResult.resolutionCell
        let own = blocks.filter { $0.workload != resolution.workload || $0.subjects != [resolution.subject] }
        return own.isEmpty ? blocks : own
    }

    private func shares(_ count: Int) -> [Share] {
        let work = ownBlocks
        // The largest first, each to whom has least: alike workloads are neighbours, and go to different shards.
        let largest = work.indices.sorted {
            (-work[$0].subjects.count, $0) < (-work[$1].subjects.count, $1)
        }
        guard count > work.count else {
            var shares = Array(repeating: Share(), count: count)
            var rows = Array(repeating: 0, count: count)
            for index in largest {
                let least = rows.indices.min { (rows[$0], $0) < (rows[$1], $1) } ?? 0
                shares[least].workloads.insert(work[index].workload)
                rows[least] += work[index].subjects.count
            }
            return shares
        }
        let parts = parts(of: work, count)
        var shares = work.indices.flatMap { index in
            (0..<parts[index]).map {
                Share(workloads: [work[index].workload], part: $0, parts: parts[index])
            }
        }
        shares += Array(repeating: Share(), count: count - shares.count)
        return shares
    }

    /// How many shards share each workload: those with the most rows have the most.
    private func parts(of work: [Block], _ count: Int) -> [Int] {
        let most = max(1, processes / 2)
        var parts = work.map { _ in 1 }
        for _ in work.count..<count {
            let candidates = work.indices.filter { parts[$0] < most }
            // By rows for each shard, in whole numbers.
            let next = candidates.max { first, second in
                let mine = work[first].subjects.count * parts[second]
                let theirs = work[second].subjects.count * parts[first]
                return mine == theirs ? first > second : mine < theirs
            }
            guard let next else { break }
            parts[next] += 1
        }
        return parts
    }
}

extension RunPlan.Sweep {
    /// Its points that are among some workloads; nil where none is.
    func part(of workloads: Set<String>) -> RunPlan.Sweep? {
        let points = points.filter { workloads.contains($0.workload) }
        return points.isEmpty ? nil : Self(parameter: parameter, points: points, capReason: capReason)
    }
}
