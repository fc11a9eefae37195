import BenchResults
import ChildProtocol

/// Runs one task in its own process: the seam between what the harness decides and what the system does.
///
/// Schedules, pairs, budgets, bisection and resuming are on this side, and are tested with a runner that
/// starts nothing. `ProcessRunner` is the real one.
package protocol ChildRunner: Sendable {
    /// Runs a child and waits for its end. A child that dies or fails is an outcome, not an error.
    ///
    /// - Throws: `LaunchFailure` when none can be started, which is no cell's fault; `Interrupted` when a signal
    ///   came, after which the child has ended too.
    func run(_ launch: ChildLaunch) throws -> Outcome
}

/// How a child is started: its task, and what is drawn at random for its process.
package struct ChildLaunch: Sendable {
    /// The task.
    package var request: ChildRequest
    /// Extra bytes of environment, 0 to 4095: they move the main thread's stack relative to pages, which
    /// alone can change a measurement by a few percent.
    package var padding: Int
    /// A random number that chooses the copy of the program.
    package var copy: UInt64

    package init(request: ChildRequest, padding: Int = 0, copy: UInt64 = 0) {
        self.request = request
        self.padding = padding
        self.copy = copy
    }
}
