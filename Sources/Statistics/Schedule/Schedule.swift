/// The order in which the cells of a session are run, drawn from its seed.
///
/// A machine drifts while it is measured. With the same code on both sides, a test at 5 % found a difference
/// in 25.3 % of trials when all of A ran before all of B, in 29.7 % when one process repeated its
/// measurement, and in 1.3 % when processes were interleaved A B B A. Neither alpha nor a threshold fixes the
/// first two, so the order is part of the method:
///
/// - a round runs every cell once, its workloads in a freshly shuffled order;
/// - within a workload the subjects run one after the other, so that a pair is close in time;
/// - every second round reverses the order of subjects of the round before it: A B C, then C B A. In each
///   such pair of rounds every subject precedes every other exactly once, all have the same mean position,
///   and effects that are linear in the position cancel;
/// - the orders are the rows of a Williams design, with subjects relabelled at random for every block,
///   so that no subject always follows the same other one. Over a block, which is S rounds for an even
///   number S of subjects and 2 S for an odd one, each ordered pair of neighbours occurs equally often,
///   and so does each subject at each position.
///
/// A round depends on the seed, its number and the names in their order: adding rounds does not change
/// earlier ones, and a workload's order of subjects does not depend on the other workloads.
public struct Schedule: Sendable {
    /// The number of rounds.
    public let rounds: Int
    private let subjects: [String: [String]]
    private let workloads: [String]
    private let seed: UInt64

    /// A schedule of every subject of every workload, once per round.
    ///
    /// - Parameters:
    ///   - subjectsByWorkload: the cells; workloads are distinct, and so are the subjects of each workload.
    ///   - rounds: 0 or more; an odd last round is complete, though its reverse is missing.
    ///   - seed: the recorded seed of the run.
    public init(
        subjectsByWorkload: [(workload: String, subjects: [String])], rounds: Int, seed: UInt64
    ) {
        precondition(rounds >= 0, "the number of rounds is 0 or more, not \(rounds)")
        subjects = Dictionary(subjectsByWorkload.map { ($0.workload, $0.subjects) }) { _, _ in
            preconditionFailure("a workload is scheduled twice")
        }
        for (workload, subjects) in subjectsByWorkload {
            precondition(Set(subjects).count == subjects.count, "\(workload) has a subject twice")
        }
        workloads = subjectsByWorkload.map(\.workload)
        self.rounds = rounds
        self.seed = seed
    }

    /// All cells, in the order in which they are run.
    public var cells: [ScheduledCell] { (0..<rounds).flatMap(cells(inRound:)) }

    /// The cells of one round.
    ///
    /// - Parameter round: from 0 up to but not including `rounds`.
    /// - Returns: every subject of every workload, in the order in which they are run.
    public func cells(inRound round: Int) -> [ScheduledCell] {
        precondition((0..<rounds).contains(round), "there is no round \(round) in \(rounds)")
        var generator = SeededGenerator(seed: seed, stream: "schedule/round \(round)/workloads")
        return generator.shuffled(workloads).flatMap { workload in
            order(in: workload, round: round).enumerated().map { position, subject in
                ScheduledCell(workload: workload, subject: subject, round: round, position: position)
            }
        }
    }

    private func order(in workload: String, round: Int) -> [String] {
        let subjects = subjects[workload, default: []]
        guard !subjects.isEmpty else { return [] }
        let design = WilliamsDesign(count: subjects.count)
        let (block, roundInBlock) = round.quotientAndRemainder(dividingBy: design.roundsPerBlock)
        var generator = SeededGenerator(seed: seed, stream: "schedule/block \(block)/\(workload)")
        let labels = generator.shuffled(subjects)
        let rows = generator.shuffled(Array(0..<design.rows))
        let order = design.row(rows[roundInBlock / 2]).map { labels[$0] }
        return roundInBlock.isMultiple(of: 2) ? order : order.reversed()
    }
}
