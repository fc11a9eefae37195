@testable import Scenarios

/// A runner of programs whose outcomes follow from a rule, for explorations in milliseconds.
final class MadeRunner: ProgramRunner {
    private let rule: ([ExploredStep]) -> ProgramOutcome
    private(set) var ran: [[ExploredStep]] = []

    init(_ rule: @escaping ([ExploredStep]) -> ProgramOutcome = { _ in ProgramOutcome() }) {
        self.rule = rule
    }

    func run(_ next: () -> [ExploredStep]?, ended: ([ExploredStep], ProgramOutcome) -> Void) throws {
        while let program = next() {
            ran.append(program)
            ended(program, rule(program))
        }
    }
}

extension ProgramOutcome {
    /// One fault, for a reason.
    static func fault(
        _ kind: ProgramFault.Kind, on place: ExploredPlace, isDead: Bool = false
    ) -> ProgramOutcome {
        ProgramOutcome(faults: [(ProgramFault(kind, on: place), "made")], isDead: isDead)
    }
}

extension Cooperation {
    static let none = Cooperation(isNotified: false, isRegistered: false)
    static let all = Cooperation(isNotified: true, isRegistered: true)
}
