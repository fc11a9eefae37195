import BenchResults
import Cells
import ChildProtocol
import Statistics

/// One child's part in a plan.
struct Step: Hashable {
    let pass: Record.Pass
    let cell: CellID
    /// From 0; 0 in passes without rounds.
    let round: Int

    /// The stream of random numbers that belongs to it: the same for every row of a workload in a round.
    var randomStream: String { "\(pass.rawValue)/\(round)/\(cell.workload)" }

    /// A name that KCachegrind looks for.
    var callgrindFileName: String {
        let name = "\(cell.workload).\(cell.subject.label)".map {
            $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-"
        }
        return Self.callgrindPrefix + String(name)
    }

    /// How the names of callgrind's files begin.
    static let callgrindPrefix = "callgrind.out."
}

extension RunPlan {
    /// A step for each row except the twins, in the order of the table.
    func singleSteps(of pass: Record.Pass) -> [Step] {
        blocks.flatMap { block in
            block.subjects.filter { $0.kind != .twin }.map {
                Step(pass: pass, cell: CellID(workload: block.workload, subject: $0), round: 0)
            }
        }
    }

    /// A step for each cell, in the order drawn for the round.
    func sampleSteps(inRound round: Int) -> [Step] {
        Self.steps(.sample, of: blocks, inRound: round, of: processes, seed: seed)
    }

    /// The same for the latency pass, in which the twins take no part.
    func latencySteps(inRound round: Int, of rounds: Int) -> [Step] {
        Self.steps(.latency, of: latencyBlocks, inRound: round, of: rounds, seed: seed)
    }

    /// The same for the counter pass, in which the twins take no part either.
    func counterSteps(inRound round: Int, of rounds: Int) -> [Step] {
        Self.steps(.count, of: latencyBlocks, inRound: round, of: rounds, seed: seed)
    }

    private static func steps(
        _ pass: Record.Pass, of blocks: [Block], inRound round: Int, of rounds: Int, seed: UInt64
    ) -> [Step] {
        let schedule = Schedule(
            subjectsByWorkload: blocks.map { ($0.workload, $0.subjects.map(\.label)) }, rounds: rounds,
            seed: seed)
        return schedule.cells(inRound: round).compactMap { place in
            let subject = blocks.first { $0.workload == place.workload }?.subjects
                .first { $0.label == place.subject }
            return subject.map {
                Step(pass: pass, cell: CellID(workload: place.workload, subject: $0), round: round)
            }
        }
    }
}
