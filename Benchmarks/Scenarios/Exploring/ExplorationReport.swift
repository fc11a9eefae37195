/// What an exploration has found so far: each time it is asked, a whole one.
public struct ExplorationReport: Codable, Sendable, Equatable {
    /// Programs that fail for the same cause.
    public struct Group: Codable, Sendable, Equatable {
        /// The cause.
        public var cause: ProgramCause
        /// The stacks of the callbacks that fail.
        public var places: [String]
        /// The shortest program, a line a step.
        public var program: [String]
        /// What the judge says of it.
        public var reason: String
        /// How many programs failed for it.
        public var programs: Int
    }

    /// The length up to which all programs were to be run.
    public var depth: Int
    /// The length up to which all were.
    public var completeDepth = 0
    /// How many programs those are.
    public var programs = 0
    /// How many programs of the next length were run, if the time was over before all were.
    public var unfinished = 0
    /// How many longer ones were run.
    public var longer = 0
    /// The most steps of a longer one.
    public var longest = 0
    /// Programs that were run while others were shortened.
    public var shortenings = 0
    /// Seconds since the beginning.
    public var seconds = 0.0
    /// By cause, in the order in which they were found.
    public var groups: [Group] = []
    /// Why it ended before its time, if it did.
    public var stopped: String?
    /// Whether it has ended.
    public var isOver = false

    /// Nothing yet.
    public init(depth: Int) { self.depth = depth }

    /// All programs that were run.
    public var total: Int { programs + unfinished + longer + shortenings }
}
