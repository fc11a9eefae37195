import Cells
import BenchResults

/// What a run would do.
struct DryRun {
    let plan: RunPlan

    var text: String {
        let cells = plan.blocks.flatMap { block in
            block.subjects.map { "\(block.workload):\($0.label)\n" }
        }
        return cells.joined() + """
            \(cells.count) cells, \(plan.processes) processes each of at most \(plan.samples) samples, \
            \(plan.steps) children in all, seed \(plan.seed).

            """
    }
}
