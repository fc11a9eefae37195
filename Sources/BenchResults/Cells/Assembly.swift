import ChildProtocol
public import Statistics
import PerfCounters

/// Makes cells out of records. Pure: the same records give the same cells, in whatever order they came.
public struct Assembly {
    private let plan: RunPlan
    private let floor: String
    private let callbacksPerIteration: [String: Int]
    private let records: [String: [Record]]
    /// Each cell by itself, put together once.
    private var alone: [String: CellResult] = [:]

    /// Prepares to assemble.
    ///
    /// - Parameters:
    ///   - plan: what was to be measured; it gives the cells and their order.
    ///   - floor: name of the strategy that costs are shown net of.
    ///   - callbacksPerIteration: by workload; 1 where missing.
    ///   - records: what came of the children so far.
    public init(
        plan: RunPlan, floor: String, callbacksPerIteration: [String: Int], records: [Record]
    ) {
        self.plan = plan
        self.floor = floor
        self.callbacksPerIteration = callbacksPerIteration
        self.records = Dictionary(grouping: records) { Self.key($0.workload, $0.subject) }
        for block in plan.blocks {
            for subject in block.subjects {
                alone[Self.key(block.workload, subject)] = assembled(block.workload, subject)
            }
        }
    }

    /// The cells, their statistics over processes, and their relation to floor and best.
    ///
    /// - Parameter isSick: whether what the session says of differences is to be withheld.
    /// - Returns: one a row of the plan, measured or not.
    public func cells(isSick: Bool = false) -> [CellResult] {
        let resolution = self.resolution
        return plan.blocks.flatMap { block in
            let cells = block.subjects.map { cell(block.workload, $0) }
            return Comparison(
                cells: cells, floor: floor, values: values, resolution: resolution, isSick: isSick
            ).cells()
        }
    }

    /// An iteration of the plain empty loop in nanoseconds, if it was measured.
    public var resolution: Double? {
        let cell = cell("thread", .emptyLoop)
        return cell.nanosecondsPerCallback?.median
    }

    /// How each row's cost grows along the plan's sweep, as far as it was measured; rows that died at some
    /// size have none.
    public func growth() -> [Growth] {
        guard let sweep = plan.sweep else { return [] }
        let swept = plan.blocks.filter { block in sweep.points.contains { $0.workload == block.workload } }
        guard let subjects = swept.first?.subjects else { return [] }
        return subjects.filter { $0.kind != .twin }.compactMap { subject in
            var rounds: [Int: [(size: Double, cost: Double)]] = [:]
            for point in sweep.points {
                let cell = cell(point.workload, subject)
                guard cell.status == .measured else { return nil }
                for (round, cost) in values(cell) {
                    rounds[round, default: []].append((size(of: cell, at: point, sweep), cost))
                }
            }
            return (try? GrowthExponent(of: Array(rounds.values))).map {
                Growth(subject: subject.label, growth: $0)
            }
        }
    }

    /// Mappings are counted in the process, which has some of its own; the others are as asked for.
    private func size(of cell: CellResult, at point: RunPlan.Sweep.Point, _ sweep: RunPlan.Sweep) -> Double {
        let counted = sweep.parameter == "mappings" ? cell.replicates.compactMap(\.mappings).max() : nil
        return Double(counted ?? point.size)
    }

    /// Where each counter comes from, over the cells in the order of the table.
    public func counters() -> [CounterProvenance] {
        let readings = plan.blocks.flatMap { block in
            block.subjects.flatMap { subject in
                (records[Self.key(block.workload, subject)] ?? []).flatMap { record in
                    guard case .report(let report) = record.outcome else { return [CounterReading]() }
                    return report.counters ?? []
                }
            }
        }
        return plan.counters.compactMap { name in
            CounterProvenance(of: readings.filter { $0.requestedName == name })
        }
    }

    /// The null pair, or nil before anything was measured twice.
    public func nullPair() -> NullPair? {
        let pairs = plan.blocks.compactMap { block -> (workload: String, rounds: [Int: (Double, Double)])? in
            guard let twin = block.subjects.first(where: { $0.kind == .twin }),
                let name = twin.strategyName
            else { return nil }
            let first = cell(block.workload, .strategy(name))
            let second = cell(block.workload, twin)
            guard first.status == .measured, second.status == .measured else { return nil }
            let other = Dictionary(values(second), uniquingKeysWith: { $1 })
            let both = values(first).compactMap { round, cost in other[round].map { (round, (cost, $0)) } }
            return (block.workload, Dictionary(both, uniquingKeysWith: { $1 }))
        }
        // Workloads of an interrupted run may have different rounds: those that all have count.
        guard var common = pairs.first.map({ Set($0.rounds.keys) }) else { return nil }
        for pair in pairs { common.formIntersection(pair.rounds.keys) }
        let rounds = common.sorted()
        return try? NullPair(
            pairs.map { pair in
                NullPair.Measurements(
                    workload: pair.workload, first: rounds.compactMap { pair.rounds[$0]?.0 },
                    second: rounds.compactMap { pair.rounds[$0]?.1 })
            })
    }

    private static func key(_ workload: String, _ subject: Subject) -> String {
        "\(workload):\(subject.label)"
    }

    private func cell(_ workload: String, _ subject: Subject) -> CellResult {
        alone[Self.key(workload, subject)] ?? assembled(workload, subject)
    }

    private func assembled(_ workload: String, _ subject: Subject) -> CellResult {
        var cell = CellResult(workload: workload, subject: subject, status: .pending)
        var failures: [String] = []
        for record in ordered(records[Self.key(workload, subject)] ?? []) {
            switch record.outcome {
            case .death(let death):
                // A control has no strategy to die of, and the floor has no bounds.
                let strategy = subject.strategyName
                if strategy == nil || strategy == floor || !death.isByStrategy {
                    failures.append("the child ended: \(death.summary)")
                }
                cell.deaths += 1
                if cell.death == nil { cell.death = death }
            case .report(let report):
                if let failure = report.failure { failures.append(failure) }
                add(report, of: record, to: &cell)
            }
        }
        cell.latency = CellLatency(
            latencies(of: cell), callbacksPerIteration: callbacksPerIteration[workload] ?? 1)
        settle(&cell, failures: failures, processes: (records[cell.name] ?? []).count)
        return cell
    }

    private func latencies(of cell: CellResult) -> [LatencyCounts] {
        (records[cell.name] ?? []).compactMap { record in
            guard record.pass == .latency, case .report(let report) = record.outcome else { return nil }
            return report.latency
        }
    }

    /// Calibrations before samples before counts, which need the iterations; then by round.
    private func ordered(_ records: [Record]) -> [Record] {
        let passes: [Record.Pass] = [.calibrate, .sample, .count, .exact, .latency]
        return passes.flatMap { pass in
            records.filter { $0.pass == pass }.sorted { $0.round < $1.round }
        }
    }

    private func add(_ report: ChildReport, of record: Record, to cell: inout CellResult) {
        cell.queriesPerCallback = cell.queriesPerCallback ?? report.queriesPerCallback
        switch record.pass {
        case .calibrate:
            cell.iterations = report.iterations
        case .sample:
            guard let samples = report.samples, !samples.isEmpty else { return }
            cell.replicates.append(
                .init(round: record.round, nanoseconds: samples, mappings: report.mappings))
        case .count:
            let callbacks = callbacksPerIteration[cell.workload] ?? 1
            guard let iterations = cell.iterations else { return }
            cell.counters = (report.counters ?? []).map {
                CellCounter($0, iterations: iterations, callbacksPerIteration: callbacks)
            }
        case .exact: addExact(report, to: &cell)
        case .latency: break  // all processes together make one histogram
        }
    }

    /// A fresh run under valgrind says nothing of how often the strategy dies.
    private func addExact(_ report: ChildReport, to cell: inout CellResult) {
        let callbacks = report.exact?.callbacks ?? 1
        cell.counters += (report.counters ?? []).map { CellCounter($0, overCallbacks: callbacks) }
        cell.functions = report.exact?.functions
    }

    private func settle(_ cell: inout CellResult, failures: [String], processes: Int) {
        if let failure = failures.first {
            cell.status = .failed
            cell.reason = failure
        } else if let death = cell.death {
            cell.status = death.isHung ? .hung : .died
            cell.reason = "\(death.summary), in \(cell.deaths) of \(processes) processes"
        } else if cell.replicates.count < plan.processes {
            cell.reason = "\(cell.replicates.count) of \(plan.processes) processes were measured"
        } else {
            cell.status = .measured
        }
        let costs = values(cell)
        if cell.deaths == 0, failures.isEmpty, !costs.isEmpty {
            if cell.status == .pending { cell.status = .measured }
            cell.nanosecondsPerCallback = try? Estimate(of: costs.map(\.1))
        }
    }

    private func values(_ cell: CellResult) -> [(round: Int, cost: Double)] {
        cell.costs(callbacksPerIteration: callbacksPerIteration[cell.workload] ?? 1)
    }
}
