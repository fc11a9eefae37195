import BenchResults
import Cells
import ChildProtocol
import SystemPackage

/// The passes that read counters.
extension RunSession {
    /// Has the kernel's counters read.
    func count(_ tools: SessionTools, _ progress: Progress) throws {
        for step in plan.singleSteps(of: .count) {
            guard let iterations = measured.iterations(of: step) else { continue }
            try perform(
                step, .count(iterations: iterations, counters: plan.counters), tools, progress)
        }
        // The first process of a cell shows whether there is anything that needs more.
        let rounds = plan.counterRounds ?? 1
        for round in 1..<max(rounds, 1) {
            for step in plan.counterSteps(inRound: round, of: rounds) {
                let counters = plan.repeatedCounters(
                    after: measured.report(of: Step(pass: .count, cell: step.cell, round: 0)))
                guard !counters.isEmpty, let iterations = measured.iterations(of: step) else {
                    progress.skipped()
                    continue
                }
                try perform(step, .count(iterations: iterations, counters: counters), tools, progress)
            }
        }
    }

    /// Cells that died in calibration would die again; the others are counted under valgrind.
    func count(
        by counter: any ExactCounter, _ tools: SessionTools, _ progress: Progress
    ) throws {
        for step in plan.singleSteps(of: .exact) {
            // valgrind cannot run a JVM as it is, and what it counts of the others is their own code.
            guard step.cell.subject.kind != .runtime, measured.iterations(of: step) != nil,
                !measured.isDone(step), !measured.isHopeless(step)
            else { continue }
            progress.starts(step, of: plan)
            let profile = tools.callgrindFolder?.appending(step.callgrindFileName)
            try log(
                step, .report(try counter.count(step.cell, profile: profile)),
                progress)
        }
    }
}
