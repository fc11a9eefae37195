import BenchResults
import Cells
import ChildProtocol
import Statistics

@testable import Harness

/// Two fake programs on one clock, and the result of measuring them.
struct FakePairing {
    let clock = FakeClock()
    let old: FakeChild
    let new: FakeChild
    let measurement: PairedMeasurement

    /// Both programs spread by `noise`, relative to their cost; the new one's is `factor` times the old one's,
    /// by cell, unless `answer` has another outcome.
    init(
        cells: [(workload: String, subject: String)] = [("thread", "none"), ("main", "none")],
        budget: Double = 60, noise: Double = 0.002, duration: Duration = .milliseconds(15),
        answer: (@Sendable (ChildLaunch, _ isNew: Bool) throws -> Outcome?)? = nil,
        factor: @escaping @Sendable (String) -> Double = { _ in 1 }
    ) {
        let clock = clock
        func program(isNew: Bool) -> FakeChild {
            FakeChild(clock: clock, duration: duration) { launch, number in
                if let outcome = try answer?(launch, isNew) { return outcome }
                var random = SeededGenerator(seed: UInt64(number), stream: isNew ? "new" : "old")
                let spread = 1 + noise * Double(random.number(below: 1001)) / 1000
                let cost = 1_000_000 * spread * (isNew ? factor(launch.cell) : 1)
                return .good(launch, nanoseconds: UInt64(cost))
            }
        }
        (old, new) = (program(isNew: false), program(isNew: true))
        let settings = PairingSettings(
            selection: CellSelection(), rules: ComparisonRules(), budget: budget,
            conditions: RunConditions(seed: 1), output: "")
        measurement = PairedMeasurement(
            settings,
            PairedChildren(settings.conditions, old: old, new: new, stopwatch: clock.stopwatch),
            cells: cells.map {
                PairedCell(id: CellID(workload: $0.workload, subject: .strategy($0.subject)))
            },
            stopwatch: clock.stopwatch, listener: { _ in })
    }

    func run(except known: Set<CellID> = [], save: () -> Void = {}) throws {
        try measurement.screen(save: save)
        try measurement.decide(except: known, save: save)
    }

    /// Verdicts by cell.
    var verdicts: [String: ComparisonVerdict] {
        let cases = measurement.cells.map { ComparisonJudge.Case($0.id, evidence: $0.evidence) }
        let rows = ComparisonJudge(ComparisonRules()).rows(cases)
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.cell.description, $0.verdict) })
    }
}
