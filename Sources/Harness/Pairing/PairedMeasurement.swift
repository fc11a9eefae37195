import BenchResults
import Cells
import ChildProtocol
import Statistics
import SystemPackage
import Workloads

/// Measures cells of two programs in turn, round by round, until the intervals decide or the time is up.
///
/// The first rounds measure every cell, at least `fewestRounds` times. Among many cells some look changed by
/// chance, so these suspects are measured again in fresh rounds, whose number is fixed before they begin, and only
/// those decide. So the chance of any false finding is `alpha` for the whole comparison, however many cells there
/// are and whenever the rounds before ended. What is neither decided nor a suspect gets more rounds, first where
/// the fewest are needed; a suspect that these show is measured again like the others.
final class PairedMeasurement {
    /// Rounds of every cell. The interval of 12 values goes from the third to the tenth, so two rounds that
    /// were disturbed on one side do not widen it. Fewer than 6 values have no interval.
    static let fewestRounds = 12
    /// The share of the time left after which no more rounds begin that look for suspects.
    static let screeningShare = 0.5
    /// The number of fresh rounds: fewer cannot decide, more would only decide differences that do not
    /// matter.
    static let confirmationRounds = 14...300

    let settings: PairingSettings
    let children: PairedChildren
    private let now: Stopwatch
    let listener: SessionListener
    var cells: [PairedCell]
    /// The old program against itself, in some of the cells.
    private(set) var nullCells: [PairedCell]
    var rounds = (screening: 0, confirmation: 0)
    var suspects: [CellID] = []
    var remarks: [String] = []
    /// Draws the order of a round.
    var random: SeededGenerator
    /// The time that something else took, which is not the budget's.
    private var paused = Duration.zero

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

    /// Seconds that measuring took so far.
    var elapsed: Double { (now() - paused) / .seconds(1) }

    /// Seconds that measuring may still take.
    var timeLeft: Double { settings.budget - elapsed }

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

    /// Measures every cell a few times.
    ///
    /// - Parameter save: called when there is something new to keep.
    /// - Throws: `Interrupted` when a signal came.
    func screen(save: () throws -> Void) throws {
        defer { listener(.progressEnded) }
        try calibrate()
        try measureAll(save)
    }

    /// Does something else, in time that is not the budget's.
    func pausing(_ body: () throws -> Void) rethrows {
        let start = now()
        defer { paused += now() - start }
        try body()
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

    private func measureAll(_ save: () throws -> Void) throws {
        var active = cells.indices.filter { cells[$0].failure == nil }
        let limit = settings.budget * Self.screeningShare
        while !active.isEmpty, rounds.screening < 3 || elapsed < limit {
            try round(of: due(active))
            for index in nullCells.indices where nullCells[index].isAlive {
                let pair = try children.nullPair(nullCells[index], round: rounds.screening - 1)
                nullCells[index].add(pair, to: \.screening)
            }
            active.removeAll { index in
                let cell = cells[index]
                if cell.failure != nil { return true }
                // A dead cell stays dead: a third round only tells chance from rule.
                return cell.isDead ? rounds.screening >= 3 : cell.screening.count >= Self.fewestRounds
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

    /// A round of some cells, in an order that is drawn for it.
    func round(of chosen: [Int]) throws {
        for index in random.shuffled(chosen) {
            show("round \(rounds.screening + 1)", cells[index])
            let pair = try children.pair(cells[index], round: rounds.screening)
            cells[index].add(pair, to: \.screening)
        }
        rounds.screening += 1
    }

    /// The cells of a round: all except those that have had a multiple of the others' time. A process with
    /// 10,000 mappings takes 61 to 112 ms, any other 15 ms (samples of 1 ms), so the 14 such cells among the
    /// 77 of a quick comparison would take more than half of every round.
    private func due(_ active: [Int]) -> [Int] {
        let typical = (try? Median.of(active.map { cells[$0].seconds })) ?? 0
        return active.filter { cells[$0].screening.count < 3 || cells[$0].seconds <= 4 * typical }
    }

    /// Tells the listener what is measured.
    func show(_ phase: String, _ cell: PairedCell) {
        listener(.progress("\(phase)  \(cell.id)  \(Int(elapsed)) of \(Int(settings.budget)) s"))
    }
}
