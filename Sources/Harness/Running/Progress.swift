import Synchronization

/// The progress of a session and the time left, estimated from the steps so far.
final class Progress: Sendable {
    private struct State {
        var stepsDone: Int
        var started: Duration?
        var lastDuration: [String: Duration] = [:]
    }

    private let steps: Int
    private let now: Stopwatch
    private let listener: SessionListener
    private let state: Mutex<State>

    init(steps: Int, done: Int, now: @escaping Stopwatch, listener: @escaping SessionListener) {
        self.steps = steps
        self.now = now
        self.listener = listener
        state = Mutex(State(stepsDone: done))
    }

    /// A child is about to be started.
    func starts(_ cell: String, round: (number: Int, of: Int)? = nil) {
        let line = state.withLock { state in
            state.started = now()
            let place = round.map { "round \($0.number + 1)/\($0.of)" } ?? "\(state.stepsDone)/\(steps)"
            return "\(place)  \(cell)  \(timeLeft(state))"
        }
        listener(.progress(line))
    }

    /// A child has ended.
    func ended(_ cell: String) {
        state.withLock { state in
            state.stepsDone += 1
            if let started = state.started { state.lastDuration[cell] = now() - started }
            state.started = nil
        }
    }

    /// A child that was planned is not needed.
    func skipped() { state.withLock { $0.stepsDone += 1 } }

    /// There will be no more progress.
    func finish() { listener(.progressEnded) }

    /// Estimated from each cell's last child, since cells differ by a factor of a hundred.
    private func timeLeft(_ state: State) -> String {
        guard state.lastDuration.count > 4 else { return "" }
        let mean = state.lastDuration.values.reduce(.zero, +) / state.lastDuration.count
        let left = mean * (steps - state.stepsDone)
        return "\(left.components.seconds + 1) s left"
    }
}
