import BenchResults
import ChildProtocol
import MachineInspection
import Statistics
import PerfCounters
import SystemPackage
import Workloads

/// Carries out a plan, child by child, and keeps a record of each.
actor RunSession {
    private let plan: RunPlan
    private let journal: Journal
    /// Where callgrind's files are kept, if they are.
    private let callgrindFolder: FilePath?
    private var kept: Kept
    private var progress: Progress

    /// A cell, as the session refers to it.
    private struct Cell: Hashable {
        let workload: String
        let subject: Subject
    }

    /// One child's part in the plan.
    private struct Step: Hashable {
        let pass: Record.Pass
        let cell: Cell
        let round: Int
    }

    /// The records, and what follows from them.
    private struct Kept {
        private(set) var records: [Record] = []
        private(set) var done: Set<Step> = []
        private(set) var iterations: [Cell: UInt64] = [:]

        init(_ records: [Record]) {
            for record in records { add(record) }
        }

        mutating func add(_ record: Record) {
            let cell = Cell(workload: record.workload, subject: record.subject)
            records.append(record)
            done.insert(Step(pass: record.pass, cell: cell, round: record.round))
            if case .report(let report) = record.outcome, let count = report.iterations {
                iterations[cell] = count
            }
        }
    }

    /// What came of the children so far.
    var records: [Record] { kept.records }

    /// Prepares to carry out a plan, of which some records may be there already.
    init(plan: RunPlan, journal: consuming Journal, records: [Record], callgrindFolder: FilePath? = nil) {
        self.plan = plan
        self.callgrindFolder = callgrindFolder
        self.journal = journal
        progress = Progress(steps: plan.steps, done: records.count)
        kept = Kept(records)
    }

    /// Removes the journal of a run whose result has been written.
    func removeJournal() { journal.remove() }

    /// Measures what is missing, and calls `afterRound` when a pass or a round is complete, to save what
    /// there is. A cancelled task gives a `CancellationError`; the records so far are kept.
    func run(afterRound: @Sendable ([Record]) throws -> Void) async throws {
        defer { progress.finish() }
        let copies = try ProgramCopies(
            of: ProgramPath.current, rounds: max(plan.processes, plan.latencyRounds ?? 0))
        defer { copies.remove() }
        try await calibrate(copies)
        try afterRound(kept.records)
        let schedule = Schedule(
            subjectsByWorkload: plan.blocks.map { ($0.workload, $0.subjects.map(\.label)) },
            rounds: plan.processes, seed: plan.seed)
        for round in 0..<plan.processes {
            for place in schedule.cells(inRound: round) { try await sample(place, copies) }
            try afterRound(kept.records)
        }
        if let exact = plan.exact {
            try await count(exact)
        } else if !plan.counters.isEmpty {
            try await count(copies)
        }
        try afterRound(kept.records)
        try await recordLatency(copies, afterRound: afterRound)
    }

    /// The twin of the null pair is not calibrated: it takes its sibling's count, as every replicate
    /// and both sides of a comparison do.
    private func calibrate(_ copies: ProgramCopies) async throws {
        for block in plan.blocks {
            for subject in block.subjects where subject.kind != .twin {
                try await perform(
                    Step(pass: .calibrate, cell: Cell(workload: block.workload, subject: subject), round: 0),
                    .calibrate(target: plan.target), copies)
            }
            for case .twin(let name) in block.subjects {
                let sibling = kept.records.last {
                    $0.pass == .calibrate && $0.workload == block.workload
                        && $0.subject == .strategy(name)
                }
                let step = Step(
                    pass: .calibrate, cell: Cell(workload: block.workload, subject: .twin(name)), round: 0)
                guard let sibling, !kept.done.contains(step), case .report(let report) = sibling.outcome
                else { continue }
                var count = ChildReport()
                count.iterations = report.iterations
                count.queriesPerCallback = report.queriesPerCallback
                try log(step, .report(count))
            }
        }
    }

    private func sample(_ place: ScheduledCell, _ copies: ProgramCopies) async throws {
        guard let cell = cell(place) else { return }
        try await perform(
            Step(pass: .sample, cell: cell, round: place.round),
            .sample(
                iterations: kept.iterations[cell] ?? fallback(cell), samples: plan.samples,
                budget: plan.budget), copies)
    }

    private func cell(_ place: ScheduledCell) -> Cell? {
        let subject = plan.blocks.first { $0.workload == place.workload }?.subjects
            .first { $0.label == place.subject }
        return subject.map { Cell(workload: place.workload, subject: $0) }
    }

    private func count(_ copies: ProgramCopies) async throws {
        let held = HeldTracepoints(plan: try CounterPlan(names: plan.counters))
        defer { withExtendedLifetime(held) {} }
        for block in plan.blocks {
            for subject in block.subjects where subject.kind != .twin {
                let cell = Cell(workload: block.workload, subject: subject)
                guard let iterations = kept.iterations[cell] else { continue }
                try await perform(
                    Step(pass: .count, cell: cell, round: 0),
                    .count(iterations: iterations, counters: plan.counters), copies)
            }
        }
    }

    /// Interleaved in rounds as the samples are, in case the machine becomes noisy meanwhile.
    private func recordLatency(
        _ copies: ProgramCopies, afterRound: @Sendable ([Record]) throws -> Void
    ) async throws {
        guard let rounds = plan.latencyRounds else { return }
        let clockCost = MonotonicClock.examine().cost
        let schedule = Schedule(
            subjectsByWorkload: plan.latencyBlocks.map { ($0.workload, $0.subjects.map(\.label)) },
            rounds: rounds, seed: plan.seed)
        for round in 0..<rounds {
            for place in schedule.cells(inRound: round) {
                guard let workload = WorkloadCatalogue.workload(named: place.workload),
                    workload.latencyUnavailability == nil, let cell = cell(place),
                    let iterations = kept.iterations[cell]
                else { continue }
                let batch = LatencyBatch.iterations(
                    calibrated: iterations, target: plan.target, clockCost: clockCost,
                    step: workload.batchStep)
                try await perform(
                    Step(pass: .latency, cell: cell, round: round),
                    .latency(batch: batch, values: Self.mostBatches, budget: plan.budget), copies)
            }
            try afterRound(kept.records)
        }
    }

    /// So many batches a process, which take 50 ms when each takes half a microsecond.
    private static let mostBatches = 100_000

    /// Cells that died in calibration would die again; the others are counted under valgrind.
    private func count(_ exact: RunPlan.Exact) async throws {
        let counting = try await ExactPass(
            exact, strategyLibraries: plan.strategyLibraries, cpu: plan.cpu)
        defer { counting.removeFiles() }
        for block in plan.blocks {
            for subject in block.subjects where subject.kind != .twin {
                let step = Step(
                    pass: .exact, cell: Cell(workload: block.workload, subject: subject), round: 0)
                guard kept.iterations[step.cell] != nil, !kept.done.contains(step) else { continue }
                progress.show(round: nil, of: plan.processes, cell: name(step.cell))
                try log(
                    step,
                    .report(
                        try await counting.count(
                            block.workload, subject, keptAt: callgrindFile(step.cell))))
            }
        }
    }

    /// Under a name that KCachegrind looks for.
    private func callgrindFile(_ cell: Cell) -> FilePath? {
        let name = "\(cell.workload).\(cell.subject.label)".map {
            $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-"
        }
        return callgrindFolder?.appending("callgrind.out.\(String(name))")
    }

    /// The count for a cell whose strategy died in calibration: it is run in every round all the same,
    /// so that a death that is a matter of chance is counted as one.
    private func fallback(_ cell: Cell) -> UInt64 {
        UInt64(WorkloadCatalogue.workload(named: cell.workload)?.granularity ?? 1)
    }

    private func perform(
        _ step: Step, _ task: ChildRequest.Task, _ copies: ProgramCopies
    ) async throws {
        guard !kept.done.contains(step) else { return }
        progress.show(
            round: step.pass == .sample ? step.round : nil, of: plan.processes, cell: name(step.cell))
        let stream = "\(step.pass.rawValue)/\(step.round)/\(step.cell.workload)"
        // The same for every row of a workload in a round: rows are paired, so they should differ in
        // nothing but the strategy.
        var random = SeededGenerator(seed: plan.seed, stream: stream)
        let request = ChildRequest(
            workload: step.cell.workload, subject: step.cell.subject,
            strategyLibraries: plan.strategyLibraries, task: task, seed: random.next(),
            cpu: plan.cpu, deadline: ChildProcess.deadline)
        let padding = Int(random.next() % 4096)
        let program = copies.drawn(using: &random)
        try log(step, try await ChildProcess.run(request, padding: padding, program: program))
    }

    private func log(_ step: Step, _ outcome: Outcome) throws {
        let record = Record(
            pass: step.pass, workload: step.cell.workload, subject: step.cell.subject, round: step.round,
            outcome: outcome)
        try journal.append(record)
        kept.add(record)
        progress.completed(name(step.cell))
    }

    private func name(_ cell: Cell) -> String { "\(cell.workload):\(cell.subject.label)" }
}
