import BenchResults
import BoundsStrategies
import CallbackRuntime
import Cells
import ChildProtocol
import MachineInspection
import Processes

/// Whether the main job can run: runs a small part of it, one cell in a child.
package enum MainJobCheck {
    private static let name = "main job"

    /// Takes about 0.1 s. No file is written.
    package static func run(_ child: any ChildRunner = ProcessRunner()) throws -> Check {
        let cell = CellID(
            workload: BenchResult.resolutionCell.workload,
            subject: .strategy(BoundsStrategy.spWindow.name))
        let request = ChildRequest(
            workload: cell.workload, subject: cell.subject,
            task: .sample(iterations: 10_000, samples: 3, budget: 1_000_000), seed: 1, cpu: nil,
            deadline: ProcessRunner.deadline)
        let remedy = "fix what the line says; without a child process nothing can be measured"
        let outcome: Outcome
        do {
            outcome = try child.run(ChildLaunch(request: request))
        } catch let error as LaunchFailure {
            return .missing(name, "\(error)", remedy: remedy)
        }
        switch outcome {
        case .death(let death):
            return .missing(name, "the child ended: \(death.summary)", remedy: remedy)
        case .report(let report):
            guard report.failure == nil, let samples = report.samples, let shortest = samples.min() else {
                return .missing(name, report.failure ?? "the child measured nothing", remedy: remedy)
            }
            guard shortest > 0 else {
                return .missing(name, "10,000 callbacks took no time: the clock stands still", remedy: remedy)
            }
            let cost = Quantity.time(Double(shortest) / 10_000)
            return .ok(name, "\(cell) was measured in a child: \(cost) per callback")
        }
    }
}
