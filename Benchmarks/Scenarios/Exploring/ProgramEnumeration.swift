/// Every program of one length, in a fixed order.
struct ProgramEnumeration: IteratorProtocol {
    private struct Level {
        let state: ProgramState
        let choices: [ExploredStep]
        var next = 0
    }

    private let length: Int
    private var levels: [Level]
    private var steps: [ExploredStep] = []
    private let isDead: ([ExploredStep]) -> Bool

    /// - Parameters:
    ///   - length: the number of steps, at least 1.
    ///   - cooperation: which notices a program can forget.
    ///   - isDead: whether a program is known to end before its last step is done, so that none that begins
    ///     with it is of interest.
    init(
        length: Int, _ cooperation: Cooperation,
        skipping isDead: @escaping ([ExploredStep]) -> Bool = { _ in false }
    ) {
        self.length = length
        self.isDead = isDead
        let start = ProgramState(cooperation)
        levels = [Level(state: start, choices: start.choices)]
    }

    mutating func next() -> [ExploredStep]? {
        while let level = levels.last {
            guard level.next < level.choices.count else {
                levels.removeLast()
                if !steps.isEmpty { steps.removeLast() }
                continue
            }
            levels[levels.count - 1].next += 1
            let step = level.choices[level.next]
            var state = level.state
            state.take(step)
            if levels.count == length {
                if state.isWhole { return steps + [step] }
                continue
            }
            if step == .overflow { continue }
            steps.append(step)
            if isDead(steps) {
                steps.removeLast()
                continue
            }
            levels.append(Level(state: state, choices: state.choices))
        }
        return nil
    }
}

extension ProgramState {
    /// A random program of about this length, or nil when the walk did not lead to one.
    static func randomProgram(
        length: Int, _ cooperation: Cooperation, using random: inout any RandomNumberGenerator
    ) -> [ExploredStep]? {
        var state = ProgramState(cooperation)
        var steps: [ExploredStep] = []
        while steps.count < length || !state.isWhole {
            guard steps.count < length + 4 else { return nil }
            let isLast = steps.count + 1 >= length
            let choices = state.choices.filter { isLast || $0 != .overflow }
            guard let step = choices.randomElement(using: &random) else { return nil }
            state.take(step)
            steps.append(step)
            if step == .overflow { return state.isWhole ? steps : nil }
        }
        return steps
    }

    /// Whether a program is one that is explored.
    static func isProgram(_ steps: [ExploredStep], _ cooperation: Cooperation) -> Bool {
        var state = ProgramState(cooperation)
        for step in steps {
            guard state.choices.contains(step) else { return false }
            state.take(step)
        }
        return state.isWhole
    }
}
