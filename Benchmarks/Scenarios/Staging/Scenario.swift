public import Cells

/// A situation in which C calls the runtime back, with a known truth.
public struct Scenario: Sendable {
    /// Which thread the scenario runs on.
    public enum Place: String, Sendable, Codable {
        /// The process's main thread.
        case mainThread
        /// A pthread with default attributes.
        case pthread
    }

    /// Number in the list of `STRATEGIES.md`; variants share it.
    public let number: Int
    /// Name, with the variant after a slash: `seed-test/below`.
    public let name: String
    /// What happens, in one line.
    public let summary: String
    /// How it is set up and which callbacks are made.
    public let setUp: String
    /// The true stack `[L, H)` of each callback, and how it is known.
    public let truth: String
    /// Where the problem was seen.
    public let source: String
    /// The faults that it can show.
    public let looksFor: [Fault]
    /// Where it runs.
    public let place: Place
    /// Whether chance decides details, so that only the class of the outcome is compared.
    public let isRandom: Bool
    /// The steps of one that is not in the catalogue but in a file.
    public let program: [ExploredStep]?
    /// The file of one that a program was recorded in.
    public let trace: String?
    /// Why it cannot run here, or nil. Called in the child.
    public let unavailability: @Sendable () -> String?
    let play: @Sendable (Stage) throws(StagingError) -> Void

    init(
        _ number: Int, _ name: String, _ summary: String, setUp: String, truth: String, source: String,
        looksFor: [Fault], on place: Place = .pthread, isRandom: Bool = false,
        program: [ExploredStep]? = nil, trace: String? = nil,
        unavailability: @escaping @Sendable () -> String? = { nil },
        play: @escaping @Sendable (Stage) throws(StagingError) -> Void
    ) {
        self.number = number
        self.name = name
        self.summary = summary
        self.setUp = setUp
        self.truth = truth
        self.source = source
        self.looksFor = looksFor
        self.place = place
        self.isRandom = isRandom
        self.program = program
        self.trace = trace
        self.unavailability = unavailability
        self.play = play
    }
}

/// A scenario could not be set up.
public enum StagingError: Error {
    /// The system lacks something, for this reason: a result.
    case unavailable(String)
    /// The scenario did not do what it claims: never a result.
    case broken(String)
}
