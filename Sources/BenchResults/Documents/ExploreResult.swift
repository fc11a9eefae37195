public import Cells

/// What `bench explore` found, as stored and printed. `results/schema/exploration.schema.json` describes the JSON.
public struct ExploreResult: StoredDocument {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/exploration"
    /// Version of the document's form.
    public static let currentVersion = 1

    /// Sequences of steps that fail for the same cause.
    public struct Cause: Codable, Sendable, Equatable {
        /// `U`, `S`, `H`, `T`, `exit 2`, `hung` or `crashed`.
        public let fault: String
        /// What the sequences have in common, in a few words.
        public let cause: String
        /// The stacks of the callbacks that fail.
        public let stacks: [String]
        /// The shortest sequence, a line a step.
        public let program: [String]
        /// What the judge says of it.
        public let reason: String
        /// How many sequences failed for this cause.
        public let sequences: Int

        /// Describes a cause.
        public init(
            fault: String, cause: String, stacks: [String], program: [String], reason: String, sequences: Int
        ) {
            (self.fault, self.cause, self.stacks) = (fault, cause, stacks)
            (self.program, self.reason, self.sequences) = (program, reason, sequences)
        }
    }

    /// What was found of one strategy.
    public struct Exploration: Codable, Sendable, Equatable {
        /// The strategy.
        public let strategy: BenchResult.Strategy
        /// The length up to which all sequences were run; 0 if not even all of one step were.
        public let completeDepth: Int
        /// How many those are.
        public let sequences: Int
        /// How many of the next length were run, if there was no time for all.
        public let unfinished: Int
        /// How many random longer ones were run.
        public let longer: Int
        /// Steps of the longest of these.
        public let longest: Int
        /// All that were run, those with which others were shortened included.
        public let total: Int
        /// Seconds that it took.
        public let seconds: Double
        /// Why it ended before its time; null if it did not.
        @Nullable public var stopped: String?
        /// By fault and cause, in the order in which they were found.
        public let causes: [Cause]

        /// Describes an exploration.
        public init(
            strategy: BenchResult.Strategy, completeDepth: Int, sequences: Int, unfinished: Int, longer: Int,
            longest: Int, total: Int, seconds: Double, stopped: String?, causes: [Cause]
        ) {
            (self.strategy, self.completeDepth, self.sequences) = (strategy, completeDepth, sequences)
            (self.unfinished, self.longer, self.longest) = (unfinished, longer, longest)
            (self.total, self.seconds, self.causes) = (total, seconds, causes)
            self.stopped = stopped
        }
    }

    /// `schemaName`.
    public var schema = ExploreResult.schemaName
    /// `currentVersion`.
    public var schemaVersion = ExploreResult.currentVersion
    /// Where, when and from what it was made.
    public var provenance: Provenance
    /// Seed of the longer sequences.
    public var seed: UInt64
    /// Where the bodies of callbacks ran.
    public var body: CallbackBody
    /// The length up to which all sequences were to be run.
    public var depth: Int
    /// Seconds that each strategy had.
    public var budget: Double
    /// By strategy.
    public var explorations: [Exploration]

    /// Puts a result together.
    public init(
        provenance: Provenance, seed: UInt64, body: CallbackBody, depth: Int, budget: Double,
        explorations: [Exploration]
    ) {
        (self.provenance, self.seed, self.body) = (provenance, seed, body)
        (self.depth, self.budget, self.explorations) = (depth, budget, explorations)
    }
}
