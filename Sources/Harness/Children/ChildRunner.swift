import BenchResults
import ChildProtocol

/// Runs one task in a process of its own: the seam between what the harness decides and what the system does.
///
/// Schedules, pairs, budgets, bisection and resumption are on this side of it, and are tested with a runner
/// that starts nothing; `ProcessRunner` is the real one.
package protocol ChildRunner: Sendable {
    /// Runs a child and waits for its end. A child that dies or fails is an outcome, not an error.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, which ends the child.
    func run(_ launch: ChildLaunch) async throws -> Outcome
}

/// How a child is started: its task, and what is drawn for the process around it.
package struct ChildLaunch: Sendable {
    /// The task.
    package var request: ChildRequest
    /// Bytes of environment on top, 0 to 4095: they move the main thread's stack relative to pages, which
    /// alone can change a measurement by some percent.
    package var padding: Int
    /// A random number that chooses the copy of the program.
    package var copy: UInt64

    package init(request: ChildRequest, padding: Int = 0, copy: UInt64 = 0) {
        self.request = request
        self.padding = padding
        self.copy = copy
    }
}
