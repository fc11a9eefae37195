public import ChildProtocol

/// What the harness requests of a child process that plays a scenario with a real runtime. Passed as JSON in one
/// argument.
public struct RuntimeScenarioRequest: Codable, Sendable {
    /// First argument of the program when it is started as such a child.
    public static let argument = "__check-runtime"

    /// Name of the scenario.
    public var scenario: String
    /// How to get at the runtime.
    public var runtime: RuntimeSource
    /// Seconds after which the kernel ends the child (SIGALRM).
    public var deadline: UInt32

    /// Creates a request.
    public init(scenario: String, runtime: RuntimeSource, deadline: UInt32) {
        self.scenario = scenario
        self.runtime = runtime
        self.deadline = deadline
    }
}
