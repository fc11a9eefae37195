import Cells
import ChildProtocol
import PerfCounters
import Statistics

/// Makes cells out of records. Pure: the same records give the same cells, in whatever order they came. Of
/// several records of one step the last counts, since a failed step is run again.
public struct CellAssembler {
    let plan: RunPlan
    let records: [CellID: [Record]]
    private let floor: String
    private let callbacksPerIteration: [String: Int]
    private let derived: [CounterRatio]
    private var hung = HungCells()
    /// Each cell by itself, put together once.
    private var alone: [CellID: CellResult] = [:]

    /// Prepares to assemble cells.
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
        derived = plan.derived
        let latest = plan.latest(of: records)
        self.records = Dictionary(grouping: latest, by: \.cell)
        for record in latest where record.isHung { hung.add(record.cell) }
        for cell in plan.blocks.flatMap(\.cells) { alone[cell] = assembled(cell) }
    }

    /// The cells, their statistics over processes, and their relation to floor and best.
    ///
    /// - Parameter isSick: whether what the session says about differences is withheld.
    /// - Returns: one per row of the plan, measured or not.
    public func cells(isSick: Bool = false) -> [CellResult] { session.cells(isSick: isSick) }

    /// What the cells say together.
    var session: SessionCells {
        SessionCells(plan: plan, floor: floor, callbacksPerIteration: callbacksPerIteration, alone: alone)
    }

    private func assembled(_ id: CellID) -> CellResult {
        var cell = CellResult(id, status: .pending)
        var failures: [String] = []
        var kills: [Death] = []
        let records = ordered(self.records[id] ?? [])
        for record in records {
            switch record.outcome {
            case .death(let death) where death.isByKill: kills.append(death)
            case .death(let death):
                // A control has no strategy that could die, and the floor has no bounds.
                let strategy = id.subject.strategyName
                let cannotDie = id.subject.kind == .control || strategy == floor
                if cannotDie || !death.isByStrategy {
                    failures.append(death.asFailure)
                }
                cell.deaths += 1
                if cell.death == nil { cell.death = death }
            case .report(let report):
                if let failure = report.failure { failures.append(failure) }
                add(report, of: record, to: &cell)
            }
        }
        addCounts(records.filter { $0.pass == .count }, to: &cell)
        cell.latency = CellLatency(
            records.filter { $0.pass == .latency }.compactMap { $0.report?.latency },
            callbacksPerIteration: callbacksPerIteration[id.workload] ?? 1)
        settle(&cell, failures: failures, kills: kills, processes: records.count)
        return cell.withoutContradiction
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
            // Where calibration died, rounds show whether the strategy dies again, but time nothing.
            guard cell.iterations != nil, let samples = report.samples, !samples.isEmpty else { return }
            cell.replicates.append(
                .init(round: record.round, nanoseconds: samples, mappings: report.mappings))
        case .exact: addExact(report, to: &cell)
        case .count, .latency: break  // all processes together make one count and one histogram
        }
    }

    /// The first process counts everything; what is derived comes of all.
    private func addCounts(_ records: [Record], to cell: inout CellResult) {
        let processes = records.compactMap { $0.report?.counters }
        guard let iterations = cell.iterations, iterations > 0, records.first?.round == 0,
            let first = processes.first
        else { return }
        cell.counters = first.map { reading in
            CellCounter(
                reading,
                processes.dropFirst().flatMap { $0.filter { $0.requestedName == reading.requestedName } },
                iterations: iterations, callbacksPerIteration: callbacksPerIteration[cell.workload] ?? 1)
        }
        cell.derived = derived.map { DerivedCounter($0, of: processes) }
    }

    /// A fresh run under valgrind says nothing about how often the strategy dies.
    private func addExact(_ report: ChildReport, to cell: inout CellResult) {
        let callbacks = max(1, report.exact?.callbacks ?? 1)
        cell.counters += (report.counters ?? []).map { CellCounter($0, overCallbacks: callbacks) }
        cell.functions = report.exact?.functions
    }

    private func settle(_ cell: inout CellResult, failures: [String], kills: [Death], processes: Int) {
        let costs = values(cell).map(\.1)
        let estimate = try? Estimate(of: costs)
        // Without the killed processes the others stand, if they are as many as an interval needs.
        let isKilled = !kills.isEmpty && estimate?.lower == nil
        if isKilled {
            cell.death = cell.death ?? kills.first
            cell.deaths += kills.count
        }
        if let failure = failures.first ?? (isKilled ? kills.first?.asFailure : nil) {
            cell.status = .failed
            cell.reason = failure
            return
        }
        if let death = cell.death {
            cell.status = death.isHung ? .hung : .died
            cell.reason = "\(death.summary), in \(cell.deaths) of \(processes) processes"
            return
        }
        let planned = plan.measuredRounds.count
        if cell.replicates.count < planned || !kills.isEmpty {
            var reason = "\(cell.replicates.count) of \(planned) processes were measured"
            if let kill = kills.first { reason += "; \(kills.count) ended by \(kill.summary)" }
            if cell.iterations == nil, processes > 0 { reason += ": the cell was not calibrated" }
            cell.reason = reason
        }
        if costs.isEmpty, let reason = hung.reason(against: cell.id) { cell.reason = reason }
        if estimate != nil {
            cell.status = .measured
            cell.nanosecondsPerCallback = estimate
        }
    }

    func values(_ cell: CellResult) -> [(round: Int, cost: Double)] {
        cell.costs(callbacksPerIteration: callbacksPerIteration[cell.workload] ?? 1)
    }
}
