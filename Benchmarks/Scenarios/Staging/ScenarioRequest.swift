public import Cells

/// What the harness requests of a scenario's child process. Passed as JSON in one argument.
public struct ScenarioRequest: Codable, Sendable {
    /// Version of request and evidence. A child that speaks a different version refuses.
    public static let currentVersion = 2
    /// First argument of the program when it is started as a child.
    public static let argument = "__check"

    /// The protocol that the harness speaks.
    public var version = ScenarioRequest.currentVersion
    /// Name of the scenario.
    public var scenario: String
    /// The steps of a scenario that is not in the catalogue but in a file.
    public var program: [String]?
    /// The file of one that is a trace.
    public var trace: String?
    /// Name of the strategy.
    public var strategy: String
    /// Where the bodies of callbacks run.
    public var body: CallbackBody
    /// Paths of the libraries with the user's own strategies.
    public var strategyLibraries: [String]
    /// Seed of everything random in the child.
    public var seed: UInt64
    /// Seconds after which the kernel ends the child (SIGALRM).
    public var deadline: UInt32

    /// Creates a request.
    public init(
        scenario: String, program: [String]? = nil, trace: String? = nil, strategy: String,
        body: CallbackBody = .cStack,
        strategyLibraries: [String] = [],
        seed: UInt64, deadline: UInt32
    ) {
        self.scenario = scenario
        self.program = program
        self.trace = trace
        self.strategy = strategy
        self.body = body
        self.strategyLibraries = strategyLibraries
        self.seed = seed
        self.deadline = deadline
    }
}

extension ScenarioRequest {
    /// The scenario, of the catalogue or made of the program; nil for one that this program does not know.
    var wanted: Scenario? {
        if let trace { return try? Scenario(trace: trace) }
        guard let program else { return ScenarioCatalogue.all.first { $0.name == scenario } }
        let steps = program.compactMap(ExploredStep.init)
        return steps.count == program.count ? Scenario(found: scenario, program: steps) : nil
    }
}
