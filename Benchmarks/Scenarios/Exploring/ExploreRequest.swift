public import Cells

/// What the harness requests of a process that explores. Passed as JSON in one argument.
public struct ExploreRequest: Codable, Sendable {
    /// First argument of the program when it is started as one.
    public static let argument = "__explore"

    /// Name of the strategy.
    public var strategy: String
    /// Paths of the libraries with the user's own strategies.
    public var strategyLibraries: [String]
    /// Where the bodies of callbacks run.
    public var body: CallbackBody
    /// All programs up to this length are run.
    public var depth: Int
    /// Longer ones that are run at most; nil for as many as there is time for.
    public var longer: Int?
    /// How long it may take, in seconds.
    public var budget: Double
    /// Seed of the longer ones.
    public var seed: UInt64
    /// Programs that run at a time.
    public var width: Int

    /// Creates a request.
    public init(
        strategy: String, strategyLibraries: [String], body: CallbackBody, depth: Int, longer: Int?,
        budget: Double, seed: UInt64, width: Int
    ) {
        (self.strategy, self.strategyLibraries, self.body) = (strategy, strategyLibraries, body)
        (self.depth, self.longer, self.budget, self.seed, self.width) = (depth, longer, budget, seed, width)
    }
}
