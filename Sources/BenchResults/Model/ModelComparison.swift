public import Statistics

/// The model beside reality: the difference between two strategies, and the difference between two releases of a
/// runtime that ship them, on the same workload in the same rounds of one run.
///
/// A difference is compared and not a cost, because a real callback does more than ask for bounds. What else
/// changed between two releases is in the real difference, too.
public struct ModelComparison: Sendable {
    /// A pair of rows of the model and the pair of real rows.
    public struct Row: Sendable {
        /// Name of the workload.
        public let workload: String
        /// The strategies; the first minus the second is compared.
        public let strategies: (first: String, second: String)
        /// Labels of the runtimes that ship them.
        public let runtimes: (first: String, second: String)
        /// Nanoseconds per callback between the strategies, paired by round.
        public let model: Estimate
        /// Nanoseconds per callback between the runtimes, paired by round.
        public let real: Estimate

        /// The model's difference over the real one; nil where the interval of either contains 0, or there is none.
        ///
        /// The bounds are those of the quotient of the two intervals: at least as wide as a 95 % interval.
        public var ratio: (median: Double, lower: Double, upper: Double)? {
            guard let modelEnds = Self.ends(model), let realEnds = Self.ends(real),
                modelEnds.0 > 0 && realEnds.0 > 0 || modelEnds.1 < 0 && realEnds.1 < 0
            else { return nil }
            let quotients = [
                modelEnds.0 / realEnds.0, modelEnds.0 / realEnds.1, modelEnds.1 / realEnds.0,
                modelEnds.1 / realEnds.1,
            ]
            return (model.median / real.median, quotients.min()!, quotients.max()!)
        }

        private static func ends(_ estimate: Estimate) -> (Double, Double)? {
            estimate.lower.flatMap { lower in estimate.upper.map { (lower, $0) } }
        }
    }

    /// In the order of the workloads.
    public let rows: [Row]

    /// Compares the strategies of a run that two of its runtimes ship: each runtime with the next one that ships
    /// another, in the order in which they were named.
    public init(_ result: BenchResult) {
        let shipped = (result.plan.runtimes ?? []).compactMap { runtime -> (label: String, rule: String)? in
            guard let label = runtime.label, let rule = runtime.shippedRule,
                result.strategies.contains(where: { $0.name == rule })
            else { return nil }
            return (label, rule)
        }
        let callbacks = Dictionary(
            result.workloads.map { ($0.name, $0.callbacksPerIteration) },
            uniquingKeysWith: { first, _ in first })
        var rows: [Row] = []
        for block in result.plan.blocks {
            let cells = result.cells.filter { $0.workload == block.workload && $0.status == .measured }
            func difference(_ first: String, _ second: String) -> Estimate? {
                guard let a = cells.first(where: { $0.subject == first }),
                    let b = cells.first(where: { $0.subject == second })
                else { return nil }
                let count = callbacks[block.workload] ?? 1
                let pairs = RelativeCosts.paired(
                    a.costs(callbacksPerIteration: count), b.costs(callbacksPerIteration: count))
                return try? PairedDifference(of: pairs.map(\.0), minus: pairs.map(\.1)).difference
            }
            for (index, one) in shipped.enumerated() {
                guard let other = shipped[(index + 1)...].first(where: { $0.rule != one.rule }),
                    let model = difference(one.rule, other.rule),
                    let real = difference(one.label, other.label)
                else { continue }
                // The dearer one first, so that differences are positive.
                let isDearer = real.median >= 0
                let (first, second) = isDearer ? (one, other) : (other, one)
                guard let model = isDearer ? model : difference(other.rule, one.rule),
                    let real = isDearer ? real : difference(other.label, one.label)
                else { continue }
                rows.append(
                    Row(
                        workload: block.workload, strategies: (first.rule, second.rule),
                        runtimes: (first.label, second.label), model: model, real: real))
            }
        }
        self.rows = rows
    }

    /// What a real callback costs besides what its strategy does, by the cheapest workload of a run.
    public struct OwnPath: Sendable {
        /// The runtime.
        public let runtime: String
        /// The workload.
        public let workload: String
        /// Its cost of a callback, in nanoseconds.
        public let cost: Double
        /// The same without what its strategy costs net of the floor.
        public let rest: Double
    }

    /// The paths of the runtimes of a run whose strategies were measured with them on `thread`.
    public static func ownPaths(_ result: BenchResult) -> [OwnPath] {
        (result.plan.runtimes ?? []).compactMap { runtime in
            guard let label = runtime.label, let rule = runtime.shippedRule,
                let real = result.cells.first(where: { $0.workload == "thread" && $0.subject == label }),
                let model = result.cells.first(where: { $0.workload == "thread" && $0.subject == rule }),
                let cost = real.nanosecondsPerCallback?.median, let net = model.netOfFloor?.median
            else { return nil }
            // A strategy that asks costs more than its release in a disturbed session: that says nothing.
            guard cost > max(0, net) else { return nil }
            return OwnPath(runtime: label, workload: "thread", cost: cost, rest: cost - max(0, net))
        }
    }
}
