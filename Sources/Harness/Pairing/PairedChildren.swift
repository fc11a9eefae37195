import BenchResults
import Cells
import ChildProtocol
import Statistics

/// Starts the processes of paired rounds: which side comes first, and what is drawn for each child.
struct PairedChildren: Sendable {
    /// Samples per process, of which the lowest counts. More would only lengthen a process, which starts in 4
    /// ms.
    static let samples = 5

    private let conditions: RunConditions
    private let old: any ChildRunner
    private let new: any ChildRunner
    private let now: Stopwatch

    /// - Parameters:
    ///   - conditions: the seed, and the CPU of every child.
    ///   - old: runs the old program.
    ///   - new: runs the new one.
    ///   - stopwatch: times the pairs.
    init(
        _ conditions: RunConditions, old: any ChildRunner, new: any ChildRunner,
        stopwatch: @escaping Stopwatch
    ) {
        self.conditions = conditions
        self.old = old
        self.new = new
        now = stopwatch
    }

    /// Finds the iterations of a cell, on the old program.
    func calibrate(_ cell: PairedCell) throws -> Outcome {
        try child(of: old, cell, .calibrate(target: RunSettings.target), round: 0, place: 0)
    }

    /// One process of each side.
    func pair(_ cell: PairedCell, round: Int) throws -> PairedCell.Measured {
        try pair(cell, old, new, round)
    }

    /// Two processes of the old side.
    func nullPair(_ cell: PairedCell, round: Int) throws -> PairedCell.Measured {
        try pair(cell, old, old, round)
    }

    /// Runs both sides close in time. Which comes first is drawn for each cell and alternates between rounds,
    /// A B then B A, so that drift cancels.
    private func pair(
        _ cell: PairedCell, _ old: any ChildRunner, _ new: any ChildRunner, _ round: Int
    ) throws -> PairedCell.Measured {
        var draw = generator("pairing/first/\(cell.id)")
        let isOldFirst = (draw.next() & 1 == 0) == round.isMultiple(of: 2)
        let task = ChildRequest.Task.sample(
            iterations: cell.iterations, samples: Self.samples, budget: 20_000_000)
        let before = now()
        let first = try child(of: isOldFirst ? old : new, cell, task, round: round, place: 0)
        let second = try child(of: isOldFirst ? new : old, cell, task, round: round, place: 1)
        return PairedCell.Measured(
            old: isOldFirst ? first : second, new: isOldFirst ? second : first,
            seconds: (now() - before) / .seconds(1))
    }

    private func child(
        of program: any ChildRunner, _ cell: PairedCell, _ task: ChildRequest.Task, round: Int, place: Int
    ) throws -> Outcome {
        // The same for both sides of a round, so that they differ only in the program ...
        var draw = generator("pairing/\(round)/\(cell.id.workload)")
        let request = ChildRequest(
            workload: cell.id.workload, subject: cell.id.subject, task: task, seed: draw.next(),
            cpu: conditions.cpu, deadline: ProcessRunner.deadline)
        let padding = Int(draw.next() % 4096)
        // ... of which each side runs its own copy.
        var copy = generator("pairing/copy/\(round)/\(place)/\(cell.id)")
        return try program.run(ChildLaunch(request: request, padding: padding, copy: copy.next()))
    }

    private func generator(_ stream: String) -> SeededGenerator {
        SeededGenerator(seed: UInt64(conditions.seed), stream: stream)
    }
}
