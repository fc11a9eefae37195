import Cells
import ChildProtocol
import Statistics

extension BenchResult {
    /// What makes a result contradictory, and so unusable, or nil. Everything that works on a result that was
    /// read relies on it.
    public var problem: String? {
        plan.problem ?? shard?.problem ?? sizeProblem ?? namesProblem ?? workloadsProblem ?? valuesProblem
            ?? cells.lazy.compactMap { cell in cell.problem.map { "\(cell.name): \($0)" } }.first
    }

    /// The result without what contradicts itself in single cells: one odd cell does not cost a file.
    public var readable: BenchResult {
        var result = self
        result.cells = cells.map(\.withoutContradiction)
        return result
    }

    /// More than any run measures, and as much as the tables and pictures of a report can take.
    private var sizeProblem: String? {
        let planned = [plan] + (shard.map { [$0.whole] } ?? [])
        let (strategies, workloads) = (
            self.strategies.count, max(self.workloads.count, planned.map(\.blocks.count).max() ?? 0)
        )
        if strategies > 200 { return "it has \(strategies) strategies" }
        if strategies * workloads > 100_000 {
            return "it has \(workloads) workloads of \(strategies) strategies"
        }
        let most = max(cells.count, planned.map(\.cellCount).max() ?? 0)
        if most > 100_000 { return "it has \(most) cells" }
        if let merged, merged.count > Shard.most { return "it has \(merged.count) shards" }
        if let shard = merged?.lazy.map(\.shard).first(where: { !$0.isPossible }) {
            return "there is no shard \(shard)"
        }
        return nil
    }

    private var namesProblem: String? {
        let names =
            strategies.map(\.name) + workloads.map(\.name) + cells.flatMap { [$0.workload, $0.subject] }
            + plan.blocks.map(\.workload) + plan.blocks.flatMap { $0.subjects.map(\.label) }
            + plan.counters + [floor]
        return names.contains { !$0.isPrintableName } ? "a name is empty, endless or not printable" : nil
    }

    private var workloadsProblem: String? {
        if Set(workloads.map(\.name)).count != workloads.count { return "a workload is there twice" }
        if Set(strategies.map(\.name)).count != strategies.count { return "a strategy is there twice" }
        if Set(cells.map(\.id)).count != cells.count {
            return "a cell is there twice"
        }
        let impossible = workloads.first { !(1...1_000_000).contains($0.callbacksPerIteration) }
        return impossible.map { "\($0.name) has \($0.callbacksPerIteration) callbacks an iteration" }
    }

    private var valuesProblem: String? {
        if resolution.map({ !($0.isFinite && $0 > 0) }) ?? false { return "the resolution is not above 0" }
        let ratios = (nullPair?.workloads.map(\.ratio) ?? []) + (nullPair.map { [$0.ratio] } ?? [])
        if ratios.contains(where: { ($0.lower ?? $0.median) <= 0 }) { return "a ratio is not above 0" }
        // Seconds until the year 36812: differences of two cannot overflow.
        let times = [provenance.startedAt, provenance.finishedAt]
        return times.contains { !(0...1 << 40).contains($0) } ? "its times are not possible" : nil
    }
}

extension CellResult {
    /// The most processes of a cell: calibration, rounds, latency and counters of the largest plan.
    private static let mostProcesses = 3001

    /// The cell itself, or what is left of a contradictory one: how its processes ended, and in its reason why
    /// there is no cost.
    var withoutContradiction: CellResult {
        guard let problem else { return self }
        var cell = self
        (cell.iterations, cell.replicates) = (nil, [])
        (cell.nanosecondsPerCallback, cell.netOfFloor, cell.ratioToBest) = (nil, nil, nil)
        (cell.counters, cell.derived, cell.latency, cell.functions) = ([], nil, nil, nil)
        cell.standing = nil
        cell.deaths = min(max(deaths, 0), Self.mostProcesses)
        if status == .measured { cell.status = .failed }
        let aside = "its times and counts are set aside: \(problem)"
        cell.reason = reason.map { "\($0); \(aside)" } ?? aside
        return cell
    }

    /// What makes a cell contradictory, or nil.
    var problem: String? {
        let lengths = [iterations].compactMap { $0 } + replicates.compactMap(\.iterations)
        if let wrong = lengths.first(where: { !(1...1 << 40).contains($0) }) {
            return "it has \(wrong) iterations"
        }
        if !(0...Self.mostProcesses).contains(deaths) { return "it has \(deaths) deaths" }
        if replicates.contains(where: { $0.nanoseconds.isEmpty }) { return "a process has no samples" }
        if replicates.contains(where: { !(0..<1000).contains($0.round) }) { return "a round is not possible" }
        if Set(replicates.map(\.round)).count != replicates.count { return "a round is there twice" }
        if !replicates.isEmpty && iterations == nil {
            return "it has samples, but not of how many iterations"
        }
        if (nanosecondsPerCallback?.lower ?? nanosecondsPerCallback?.median ?? 1) < 0 {
            return "a callback took less than no time"
        }
        if (ratioToBest?.lower ?? ratioToBest?.median ?? 1) < 0 { return "a ratio is negative" }
        if status == .measured && nanosecondsPerCallback == nil { return "it is measured, but has no cost" }
        let derived = (derived ?? []).compactMap { $0.value.map { $0.lower ?? $0.median } }
        if derived.contains(where: { $0 < 0 }) { return "what is derived of its counters is negative" }
        return countsProblem ?? latencyProblem
    }

    /// The most that is counted in all: whole numbers up to it are exact as a `Double`, and a thousand times as
    /// many fit into 64 bits.
    private static let mostCounted: UInt64 = 1 << 53

    private var countsProblem: String? {
        if let exact = counters.lazy.compactMap(\.exact).first(where: {
            !(1...Self.mostCounted).contains($0.callbacks)
        }) {
            return "it has counts over \(exact.callbacks) callbacks"
        }
        var total: UInt64 = 0
        for function in functions ?? [] {
            let (sum, isTooLarge) = total.addingReportingOverflow(function.instructions)
            guard !isTooLarge, sum <= Self.mostCounted, (1...Self.mostCounted).contains(function.callbacks)
            else { return "its functions have more instructions or callbacks than can be counted" }
            total = sum
        }
        return nil
    }

    private var latencyProblem: String? {
        guard let latency else { return nil }
        // By ranges: asking Unicode whether each byte is a letter took a fifth of the time of reading a result.
        let isBase64 = latency.histogram.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: byte == UInt8(ascii: "+") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=")
            }
        }
        if !isBase64 { return "its histogram is not base64" }
        if latency.batch < 1 { return "its batches have \(latency.batch) callbacks" }
        let times = [latency.clockCost] + latency.quantiles.compactMap(\.nanoseconds)
        return times.contains { $0 < 0 } ? "a batch took less than no time" : nil
    }
}
