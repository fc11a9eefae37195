import CLibrary

/// One line on standard error that says where a run is and how long it will take; nothing where standard
/// error is not a terminal.
struct Progress {
    private let isShown = isatty(STDERR_FILENO) == 1
    private let steps: Int
    private var stepsDone: Int
    private var started: ContinuousClock.Instant?
    private var lastDuration: [String: Duration] = [:]

    init(steps: Int, done: Int) {
        self.steps = steps
        stepsDone = done
    }

    /// A child is about to be started.
    mutating func show(round: Int?, of rounds: Int, cell: String) {
        started = .now
        guard isShown else { return }
        let where_ = round.map { "round \($0 + 1)/\(rounds)" } ?? "\(stepsDone)/\(steps)"
        StandardError.write("\r\u{1B}[K\(where_)  \(cell)  \(timeLeft)")
    }

    /// A child has ended.
    mutating func completed(_ cell: String) {
        stepsDone += 1
        if let started { lastDuration[cell] = .now - started }
        started = nil
    }

    /// Clears the line.
    func finish() {
        if isShown { StandardError.write("\r\u{1B}[K") }
    }

    /// From how long each cell's last child took: cells differ by a factor of a hundred.
    private var timeLeft: String {
        guard lastDuration.count > 4 else { return "" }
        let mean = lastDuration.values.reduce(.zero, +) / lastDuration.count
        let left = mean * (steps - stepsDone)
        return "\(left.components.seconds + 1) s left"
    }
}
