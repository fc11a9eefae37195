/// A way in which C calls the runtime back, to be measured with any strategy.
public struct Workload: Sendable {
    /// Which thread the callbacks are made on.
    public enum Place: String, Sendable, Codable {
        /// The process's main thread.
        case mainThread
        /// A pthread with default attributes.
        case pthread
    }

    /// When a workload is measured.
    public enum Tier: Int, Sendable, Comparable {
        /// Always, even with `--quick`: one size of each kind.
        case quick
        /// By default.
        case standard
        /// Only when it is named.
        case named

        /// From always to only when named.
        public static func < (a: Tier, b: Tier) -> Bool { a.rawValue < b.rawValue }
    }

    /// Name with its parameters after slashes: `coroutine/8/assembly`.
    public let name: String
    /// What it does and stands for, in one line.
    public let summary: String
    /// Raised whenever what is measured changes, so that it is not compared with old results.
    public let version: Int
    /// Where the callbacks are made.
    public let place: Place
    /// Callbacks that a thread makes in one iteration of the loop: costs are per callback of a thread.
    public let callbacksPerIteration: Int
    /// Threads that call back at the same time.
    public let threads: Int
    /// Iteration counts are multiples of this, so that every stack is used equally often.
    public let granularity: Int
    /// Iterations in each half of the verification pass.
    public let verificationIterations: Int
    /// The least number of callbacks per thread in the shorter run of an exact count. A run under callgrind
    /// takes fifty times as long, so the number is smaller where a callback may parse thousands of mappings.
    let exactCallbacks: Int
    /// Whether a plain loop over the pthread query is measured along with the strategies.
    public let hasQueryControl: Bool
    /// Whether it switches stacks and notifies a strategy that wants to know. For such a strategy a loop over
    /// the switches and notifications alone is also measured.
    public let hasNotifications: Bool
    /// Whether its loop makes and frees stacks, and registers them for a strategy that wants to know. For
    /// such a strategy the loop with the registrations alone is also measured.
    public let hasRegistrations: Bool
    /// When it is measured without being named.
    public let tier: Tier
    /// Iterations that belong together: a batch of the latency pass is a multiple of this. 1 when the loop
    /// resumes where it stopped.
    public let batchStep: Int
    /// Whether its callbacks are made by threads that it starts in advance and then wakes. Counters do not
    /// see these threads, and single batches cannot be timed.
    public let wakesThreads: Bool
    /// Whether its loop can run once in a process, for one iteration: a sample is a process. Nothing is done
    /// before it, so that it is as cold as it claims, and nothing can be counted over many.
    public let isOnce: Bool
    /// What a real runtime must be able to do.
    public let runtimeNeed: RuntimeNeed
    /// Why it cannot run on this machine, or nil.
    public let unavailability: @Sendable () -> String?
    let prepare: @Sendable (inout any RandomNumberGenerator) throws(ClaimError) -> PreparedWorkload

    init(
        name: String, summary: String, version: Int = 1, place: Place, callbacksPerIteration: Int = 1,
        threads: Int = 1, granularity: Int = 1, verificationIterations: Int? = nil,
        mappings: Int = 0,
        hasQueryControl: Bool = false,
        hasNotifications: Bool = false, hasRegistrations: Bool = false, tier: Tier = .standard,
        batchStep: Int = 1, wakesThreads: Bool = false, isOnce: Bool = false,
        runtimeNeed: RuntimeNeed = .none,
        unavailability: @escaping @Sendable () -> String? = { nil },
        prepare:
            @escaping @Sendable (inout any RandomNumberGenerator) throws(ClaimError) -> PreparedWorkload
    ) {
        self.name = name
        self.summary = summary
        self.version = version
        self.place = place
        self.callbacksPerIteration = callbacksPerIteration
        self.threads = threads
        self.granularity = granularity
        self.verificationIterations = verificationIterations ?? max(2, granularity)
        exactCallbacks = mappings < 100 ? 1024 : mappings < 5000 ? 64 : 8
        self.hasQueryControl = hasQueryControl
        self.hasNotifications = hasNotifications
        self.hasRegistrations = hasRegistrations
        self.tier = tier
        self.batchStep = batchStep
        self.wakesThreads = wakesThreads
        self.isOnce = isOnce
        self.runtimeNeed = runtimeNeed
        self.unavailability = unavailability
        self.prepare = prepare
    }

    /// Why single batches cannot be timed, or nil.
    public var latencyUnavailability: String? {
        if isOnce { return onceReason }
        return wakesThreads
            ? "each batch would begin by waking threads, which takes longer than the callbacks" : nil
    }

    /// Why a workload that runs once in a process cannot be repeated for whoever needs that.
    public var onceReason: String { "a process makes this callback once, and cannot repeat it" }

    /// Iterations in the shorter run of an exact count: the same for every row and every run, and a multiple
    /// of whole rounds of the stacks.
    public var exactIterations: Int {
        let perRound = granularity * callbacksPerIteration
        return granularity * ((exactCallbacks + perRound - 1) / perRound)
    }

    /// Sets the workload up for the calling thread, which must be of its `place`.
    public func prepared(
        random: inout any RandomNumberGenerator
    ) throws(ClaimError) -> PreparedWorkload {
        try prepare(&random)
    }
}

/// A workload did not do what it claims, or could not be set up. This is a failure, never a result.
public struct ClaimError: Error, CustomStringConvertible {
    /// The claim that does not hold, and what was observed.
    public let description: String

    /// Creates an error that says which claim does not hold.
    public init(_ description: String) { self.description = description }

    /// Fails with the description unless the claim holds.
    static func check(
        _ claim: Bool, _ description: @autoclosure () -> String
    ) throws(ClaimError) {
        if !claim { throw ClaimError(description()) }
    }
}
