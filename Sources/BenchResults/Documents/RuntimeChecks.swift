public import Cells

/// What real runtimes do in the scenarios that make sense from outside, as a matrix stores it.
public struct RuntimeChecks: Codable, Sendable, Equatable {
    /// A scenario that took part.
    public struct Scenario: Codable, Sendable, Equatable {
        /// Name.
        public let name: String
        /// What happens, in one line.
        public let summary: String
        /// How it is set up.
        public let setUp: String
        /// What is known about the room of each callback.
        public let truth: String
        /// Where it was seen.
        public let source: String
        /// `mainThread` or `pthread`.
        public let place: String

        /// Describes a scenario.
        public init(
            name: String, summary: String, setUp: String, truth: String, source: String, place: String
        ) {
            (self.name, self.summary, self.setUp) = (name, summary, setUp)
            (self.truth, self.source, self.place) = (truth, source, place)
        }
    }

    /// A callback and the true stack `[L, H)` that it was made on. Addresses are text, as in `CheckCell`.
    public struct Step: Codable, Sendable, Equatable {
        /// Number, from 1.
        public let number: Int
        /// What was done.
        public let what: String
        /// L.
        public let lo: String
        /// H.
        public let hi: String

        /// Describes a step.
        public init(number: Int, what: String, lo: String, hi: String) {
            (self.number, self.what, self.lo, self.hi) = (number, what, lo, hi)
        }
    }

    /// One runtime in one scenario.
    public struct Cell: Codable, Sendable, Equatable {
        /// Name of the scenario.
        public let scenario: String
        /// Name of the runtime with its version.
        public let runtime: String
        /// The entry of the matrix.
        public let verdict: RuntimeVerdict
        /// The core reason, on one line.
        public let reason: String
        /// The runtime's own words about it, on one line; null when it said nothing.
        @Nullable public var words: String?
        /// The callback that decides; null when none does.
        @Nullable public var step: Step?
        /// Exit status of the child; null when a signal ended it, and without a child.
        @Nullable public var exitStatus: Int?
        /// Signal that ended the child; null when it exited.
        @Nullable public var signal: Int?
        /// What the child printed, shortened; null when nothing.
        @Nullable public var message: String?

        /// Describes a cell.
        public init(
            scenario: String, runtime: String, verdict: RuntimeVerdict, reason: String, words: String?,
            step: Step?, exitStatus: Int?, signal: Int?, message: String?
        ) {
            (self.scenario, self.runtime, self.verdict) = (scenario, runtime, verdict)
            self.reason = reason
            self.words = words
            self.step = step
            self.exitStatus = exitStatus
            self.signal = signal
            self.message = message
        }

        /// `scenario:runtime`, as messages name a cell of the matrix.
        public var name: String { "\(scenario):\(runtime)" }
    }

    /// The runtimes that were asked for, in the order of the matrix.
    public var runtimes: [PlannedRuntime]
    /// Scenarios, in the order of the matrix.
    public var scenarios: [Scenario]
    /// The cells, by scenario and runtime.
    public var cells: [Cell]

    /// Puts a matrix together.
    public init(runtimes: [PlannedRuntime], scenarios: [Scenario], cells: [Cell]) {
        self.runtimes = runtimes
        self.scenarios = scenarios
        self.cells = cells
    }
}
