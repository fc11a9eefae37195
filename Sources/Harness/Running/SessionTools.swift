import BenchResults
import Cells
import ChildProtocol
import SystemPackage

/// What a session works with: the real implementations, or those of tests.
package struct SessionTools: Sendable {
    /// Runs children.
    package var child: any ChildRunner
    /// Counts cells exactly; nil when the plan wants no exact counts.
    package var exactCounter: (any ExactCounter)?
    /// Where callgrind's files are kept; nil when they are not.
    package var callgrindFolder: FilePath?
    /// The time since the session began.
    package var stopwatch: Stopwatch
    /// Receives the session's events.
    package var listener: SessionListener

    package init(
        child: any ChildRunner, exactCounter: (any ExactCounter)? = nil, callgrindFolder: FilePath? = nil,
        stopwatch: @escaping Stopwatch = ContinuousClock.stopwatch(),
        listener: @escaping SessionListener = { _ in }
    ) {
        self.child = child
        self.exactCounter = exactCounter
        self.callgrindFolder = callgrindFolder
        self.stopwatch = stopwatch
        self.listener = listener
    }
}

/// Counts a cell's instructions and events one by one.
package protocol ExactCounter: Sendable {
    /// A report with each counter of the plan: a count, or the reason why there is none. The profile that the
    /// counts were taken from is kept in a file if one is given.
    func count(_ cell: CellID, profile: FilePath?) throws -> ChildReport
}
