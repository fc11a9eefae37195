import BoundsStrategies
import CallbackRuntime
import Statistics
import Scenarios

/// Plays scenarios with strategies, two children at once: what counts is what happens, not how long it
/// takes.
struct CheckSession: Sendable {
    /// A cell, played and judged.
    struct Cell: Sendable {
        let scenario: Scenario
        let strategy: String
        let remains: ScenarioProcess.Remains
        let judgement: Judgement
    }

    let scenarios: [Scenario]
    let strategies: [BoundsStrategy]
    let strategyLibraries: [String]
    let seed: UInt64

    private static let childrenAtOnce = 2

    /// Plays every cell, and returns them by scenario and strategy in the order of the catalogues.
    func run() async throws -> [Cell] {
        let places = scenarios.indices.flatMap { row in strategies.indices.map { (row, $0) } }
        var progress = Progress(steps: places.count, done: 0)
        defer { progress.finish() }
        return try await withThrowingTaskGroup(of: (Int, Cell).self) { group in
            var cells: [Int: Cell] = [:]
            var next = 0
            func startNext() {
                guard next < places.count else { return }
                let (index, (row, column)) = (next, places[next])
                progress.show(round: nil, of: 0, cell: "\(scenarios[row].name):\(strategies[column].name)")
                group.addTask { (index, try await play(scenarios[row], strategies[column].name)) }
                next += 1
            }
            for _ in 0..<Self.childrenAtOnce { startNext() }
            while let (index, cell) = try await group.next() {
                cells[index] = cell
                progress.completed("\(cell.scenario.name):\(cell.strategy)")
                startNext()
            }
            return places.indices.compactMap { cells[$0] }
        }
    }

    private func play(_ scenario: Scenario, _ strategy: String) async throws -> Cell {
        // The same randomness for every strategy, so that they are judged on the same corruptions.
        var random = SeededGenerator(seed: seed, stream: "check/\(scenario.name)")
        let remains = try await ScenarioProcess.run(
            ScenarioRequest(
                scenario: scenario.name, strategy: strategy, strategyLibraries: strategyLibraries,
                seed: random.next(),
                deadline: ScenarioProcess.deadline))
        return Cell(
            scenario: scenario, strategy: strategy, remains: remains,
            judgement: Judge.judge(remains.evidence, ending: remains.ending, said: remains.said))
    }
}
