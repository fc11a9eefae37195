import BenchResults
import Cells
import ChildProtocol
import Statistics
import SystemPackage
import Workloads

/// Measures cells of two programs in turn, round by round, until the intervals decide or the time is up.
///
/// The first rounds measure every cell, at least `fewestRounds` times; a cell whose interval has settled
/// drops out. Among many cells some look changed by chance, so these suspects are measured again in fresh
/// rounds, whose number is fixed before they begin, and only those decide. So the chance of any false finding
/// is `alpha` for the whole comparison, however many cells there are and whenever the first rounds ended.
final class PairedMeasurement {
    /// Rounds of every cell. The interval of 12 values goes from the third to the tenth, so two rounds that
    /// were disturbed on one side do not widen it. Fewer than 6 values have no interval.
    static let fewestRounds = 12
    /// The share of the budget after which no more first rounds begin.
    static let screeningShare = 0.5
    /// The number of fresh rounds: fewer cannot decide, more would only decide differences that do not
    /// matter.
    static let confirmationRounds = 14...300
    /// The number of the first fresh round, so that its children draw new random numbers.
    private static let firstFreshRound = 1_000_000

    private let settings: PairingSettings
    private let children: PairedChildren
    private let now: Stopwatch
    private let listener: SessionListener
    private(set) var cells: [PairedCell]
    /// The old program against itself, in some of the cells.
    private(set) var nullCells: [PairedCell]
    private(set) var rounds = (screening: 0, confirmation: 0)
    private(set) var suspects: [String] = []
    private(set) var remarks: [String] = []
    private var random: SeededGenerator

    /// Prepares to measure cells that both programs have.
    ///
    /// The budget runs from the start of the stopwatch; the listener is told about progress.
    init(
        _ settings: PairingSettings, _ children: PairedChildren, cells: [PairedCell],
        stopwatch: @escaping Stopwatch, listener: @escaping SessionListener
    ) {
        self.settings = settings
        self.children = children
        self.cells = cells
        now = stopwatch
        self.listener = listener
        // A few cells of different workloads are enough to detect a session that favours one side.
        var workloads: [String] = []
        nullCells = cells.filter { cell in
            guard workloads.count < 3, !workloads.contains(cell.id.workload) else { return false }
            workloads.append(cell.id.workload)
            return true
        }
        random = SeededGenerator(seed: UInt64(settings.conditions.seed), stream: "pairing/order")
    }

    /// Seconds since the beginning.
    var elapsed: Double { now() / .seconds(1) }

    /// The null pair over the rounds that all of its cells have.
    var nullPair: NullPair? {
        let alive = nullCells.filter(\.isAlive)
        let count = alive.map(\.screening.count).min() ?? 0
        // 1 %, so that a sound session is rarely doubted. A bias below the threshold does no harm.
        return try? NullPair(
            alive.map {
                NullPair.Measurements(
                    workload: $0.id.workload, first: $0.screening.prefix(count).map(\.old),
                    second: $0.screening.prefix(count).map(\.new))
            }, alpha: 0.01)
    }

    /// Measures, and calls `save` when there is something new to keep.
    func run(save: () throws -> Void) throws {
        defer { listener(.progressEnded) }
        try calibrate()
        try screen(save)
        try confirm(save)
    }

    private func calibrate() throws {
        for index in cells.indices {
            show("calibrating", cells[index])
            let outcome = try children.calibrate(cells[index])
            if case .report(let report) = outcome {
                cells[index].failure = report.failure
                cells[index].iterations = max(1, report.iterations ?? 1)
            }
        }
        for index in nullCells.indices {
            guard let cell = cells.first(where: { $0.id == nullCells[index].id }) else { continue }
            (nullCells[index].iterations, nullCells[index].failure) = (cell.iterations, cell.failure)
        }
    }

    private func screen(_ save: () throws -> Void) throws {
        var active = cells.indices.filter { cells[$0].failure == nil }
        let limit = settings.budget * Self.screeningShare
        while !active.isEmpty, rounds.screening < 3 || elapsed < limit {
            for index in random.shuffled(due(active)) {
                show("round \(rounds.screening + 1)", cells[index])
                let pair = try children.pair(cells[index], round: rounds.screening)
                cells[index].add(pair, to: \.screening)
            }
            for index in nullCells.indices where nullCells[index].isAlive {
                let pair = try children.nullPair(nullCells[index], round: rounds.screening)
                nullCells[index].add(pair, to: \.screening)
            }
            rounds.screening += 1
            active.removeAll { index in
                let cell = cells[index]
                if cell.failure != nil { return true }
                // A dead cell stays dead: a third round only tells chance from rule.
                if cell.isDead { return rounds.screening >= 3 }
                let count = cell.screening.count
                return count >= Self.fewestRounds && count.isMultiple(of: 3) && cell.isSettled(settings.rules)
            }
            try save()
        }
        let unsettled = cells.count {
            $0.isAlive && $0.screening.count < Self.fewestRounds
        }
        if unsettled > 0 {
            remarks.append(
                "the budget of \(Int(settings.budget)) s was not enough for \(Self.fewestRounds) rounds of "
                    + "\(unsettled) of \(cells.count) cells: fewer cells, or a larger --budget")
        }
    }

    /// The cells of a round: all except those that have had a multiple of the others' time. A process with
    /// 10,000 mappings takes 61 to 112 ms, any other 15 ms (samples of 1 ms), so the 14 such cells among the
    /// 77 of a quick comparison would take more than half of every round.
    private func due(_ active: [Int]) -> [Int] {
        let typical = (try? Median.of(active.map { cells[$0].seconds })) ?? 0
        return active.filter { cells[$0].screening.count < 3 || cells[$0].seconds <= 4 * typical }
    }

    private func confirm(_ save: () throws -> Void) throws {
        let suspicious = cells.indices.compactMap { index -> (index: Int, p: Double)? in
            guard cells[index].isAlive else { return nil }
            return cells[index].suspicion(settings.rules).map { (index, $0) }
        }.sorted { $0.p < $1.p }
        // Less than the time left, since later rounds may take longer.
        let allotted = RoundAllotment.rounds(
            for: suspicious.map { suspect in
                RoundAllotment.Wish(
                    rounds: cells[suspect.index].freshRounds(settings.rules, in: Self.confirmationRounds),
                    seconds: cells[suspect.index].pairSeconds)
            }, in: 0.9 * (settings.budget - elapsed), fewest: Self.confirmationRounds.lowerBound)
        let plan = Dictionary(
            uniqueKeysWithValues: zip(suspicious.map(\.index), allotted).filter { $0.1 > 0 })
        if plan.count < suspicious.count {
            remarks.append(
                "\(suspicious.count - plan.count) of \(suspicious.count) suspects were not measured again: "
                    + "the budget of \(Int(settings.budget)) s did not last")
        }
        suspects = plan.keys.sorted().map { cells[$0].id.description }
        for round in 0..<(plan.values.max() ?? 0) {
            for index in random.shuffled(plan.keys.filter { plan[$0, default: 0] > round }.sorted()) {
                show("suspects, round \(round + 1)", cells[index])
                let pair = try children.pair(cells[index], round: Self.firstFreshRound + round)
                cells[index].add(pair, to: \.confirmation)
            }
            rounds.confirmation += 1
            if round.isMultiple(of: 8) { try save() }
        }
        try save()
    }

    private func show(_ phase: String, _ cell: PairedCell) {
        listener(.progress("\(phase)  \(cell.id)  \(Int(elapsed)) of \(Int(settings.budget)) s"))
    }
}
