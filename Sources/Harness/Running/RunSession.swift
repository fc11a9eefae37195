import BenchResults
import Cells
import ChildProtocol
import MachineInspection
import Statistics
import SystemPackage
import Workloads

/// Carries out a plan, child by child, and keeps a record of each.
package final class RunSession {
    let plan: RunPlan
    private let journal: Journal
    private let runtimes: [String: RuntimeSource]
    var measured: MeasuredSteps

    /// What came of the children so far.
    package var records: [Record] { measured.records }

    /// Prepares to carry out a plan.
    ///
    /// - Parameters:
    ///   - plan: what to measure.
    ///   - journal: takes each record as it comes.
    ///   - records: those that are there already.
    ///   - runtimes: how children get at the real runtimes, by label.
    package init(
        plan: RunPlan, journal: consuming Journal, records: [Record], runtimes: [String: RuntimeSource] = [:]
    ) {
        self.plan = plan
        self.journal = journal
        self.runtimes = runtimes
        measured = MeasuredSteps(records)
    }

    /// Removes the journal of a run whose result has been written.
    package func removeJournal() { journal.remove() }

    /// Measures what is missing, and calls `afterRound` when a pass or a round is complete, to save what
    /// there is. After an interruption the records so far are kept.
    package func run(
        with tools: SessionTools, afterRound: ([Record]) throws -> Void
    ) throws {
        let progress = Progress(
            steps: plan.steps, done: records.count, now: tools.stopwatch, listener: tools.listener)
        defer { progress.finish() }
        try calibrate(tools, progress)
        try afterRound(records)
        for round in plan.measuredRounds {
            for step in plan.sampleSteps(inRound: round) { try sample(step, tools, progress) }
            try afterRound(records)
        }
        if let counter = tools.exactCounter {
            try count(by: counter, tools, progress)
        } else if !plan.counters.isEmpty {
            try count(tools, progress)
        }
        try afterRound(records)
        try recordLatency(tools, progress, afterRound: afterRound)
    }

    /// The twin of the null pair is not calibrated: it takes its sibling's count, as every replicate
    /// and both sides of a comparison do.
    private func calibrate(_ tools: SessionTools, _ progress: Progress) throws {
        for step in plan.singleSteps(of: .calibrate) {
            try perform(step, .calibrate(target: plan.target), tools, progress)
            // Everything of the cell depends on it: a child that was killed is given a second chance.
            if measured.isFailed(step) {
                try perform(
                    step, .calibrate(target: plan.target), tools, progress, again: true)
            }
        }
        for block in plan.blocks {
            for case .twin(let name) in block.subjects {
                let cell = CellID(workload: block.workload, subject: .twin(name))
                let step = Step(pass: .calibrate, cell: cell, round: 0)
                let sibling = CellID(workload: block.workload, subject: .strategy(name))
                guard !measured.isDone(step), let count = measured.calibration(of: sibling) else { continue }
                try log(step, .report(count), progress)
            }
        }
    }

    private func sample(_ step: Step, _ tools: SessionTools, _ progress: Progress) throws {
        guard !isLeftForLater(step) else { return }
        let iterations = measured.iterations(of: step) ?? fallback(step)
        try perform(
            step, .sample(iterations: iterations, samples: plan.samples, budget: plan.budget), tools, progress
        )
    }

    /// Whether the cell could not be calibrated for a reason outside of the strategy: it has no rounds until
    /// the run is resumed, which calibrates it again.
    private func isLeftForLater(_ step: Step) -> Bool {
        let subject = step.cell.subject
        let calibrated =
            subject.kind == .twin ? subject.strategyName.map(Subject.strategy) ?? subject : subject
        let cell = CellID(workload: step.cell.workload, subject: calibrated)
        return measured.isFailed(Step(pass: .calibrate, cell: cell, round: 0))
    }

    /// The count for a cell whose strategy died in calibration: it is run in every round all the same,
    /// so that a death that is a matter of chance is counted as one.
    private func fallback(_ step: Step) -> UInt64 {
        UInt64(WorkloadCatalogue.workload(named: step.cell.workload)?.granularity ?? 1)
    }

    /// Interleaved in rounds as the samples are, in case the machine becomes noisy meanwhile.
    private func recordLatency(
        _ tools: SessionTools, _ progress: Progress, afterRound: ([Record]) throws -> Void
    ) throws {
        guard let rounds = plan.latencyRounds else { return }
        let clockCost = MonotonicClock.examine().cost
        for round in 0..<rounds {
            for step in plan.latencySteps(inRound: round, of: rounds) {
                guard let workload = WorkloadCatalogue.workload(named: step.cell.workload),
                    workload.latencyUnavailability == nil, let iterations = measured.iterations(of: step)
                else { continue }
                let batch = LatencyBatch.iterations(
                    calibrated: iterations, target: plan.target, clockCost: clockCost,
                    step: workload.batchStep)
                try perform(
                    step, .latency(batch: batch, values: Self.mostBatches, budget: plan.budget), tools,
                    progress)
            }
            try afterRound(records)
        }
    }

    /// So many batches per process, which take 50 ms when each takes half a microsecond.
    private static let mostBatches = 100_000

    func perform(
        _ step: Step, _ task: ChildRequest.Task, _ tools: SessionTools, _ progress: Progress,
        again: Bool = false
    ) throws {
        guard again || !measured.isDone(step) else { return }
        guard !measured.isHopeless(step) else {
            progress.ended(step.cell.description)
            return
        }
        progress.starts(step, of: plan)
        // The same for every row of a workload in a round: rows are paired, so they should differ in
        // nothing but the strategy.
        var random = SeededGenerator(seed: plan.seed, stream: step.randomStream)
        let request = ChildRequest(
            workload: step.cell.workload, subject: step.cell.subject,
            strategyLibraries: plan.strategyLibraries, runtime: runtimes[step.cell.subject.label],
            mappings: plan.mappings,
            task: task, seed: random.next(), cpu: plan.cpu, deadline: ProcessRunner.deadline)
        let padding = Int(random.next() % 4096)
        let launch = ChildLaunch(request: request, padding: padding, copy: random.next())
        try log(step, try tools.child.run(launch), progress)
    }

    func log(_ step: Step, _ outcome: Outcome, _ progress: Progress) throws {
        let record = Record(
            pass: step.pass, workload: step.cell.workload, subject: step.cell.subject, round: step.round,
            outcome: outcome)
        try journal.append(record)
        measured.add(record)
        progress.ended(step.cell.description)
    }
}

extension Progress {
    /// A child of a plan is about to be started.
    func starts(_ step: Step, of plan: RunPlan) {
        starts(step.cell.description, round: step.pass == .sample ? (step.round, plan.processes) : nil)
    }
}
