import Cells

/// What the harness requests of a child process: one task on one cell. Passed as JSON in one argument.
public struct ChildRequest: Codable, Sendable {
    /// Version of request and report. A child that speaks a different version refuses.
    public static let currentVersion = 1
    /// First argument of the program when it is started as a child.
    public static let argument = "__measure"

    /// What the child is to do.
    public enum Task: Codable, Sendable {
        /// Find the iterations for samples of at least this many nanoseconds.
        case calibrate(target: UInt64)
        /// Take up to `samples` samples of `iterations` each; after `budget` nanoseconds begin no new one,
        /// but take at least one.
        case sample(iterations: UInt64, samples: Int, budget: UInt64)
        /// Count events over `iterations`, repeated until every counter was read.
        case count(iterations: UInt64, counters: [String])
        /// Record how long each of at most `values` batches takes, `batch` iterations each, and begin no new
        /// one after `budget` nanoseconds.
        case latency(batch: UInt64, values: Int, budget: UInt64)
        /// Run this many iterations once, for a tool that counts from outside.
        case run(iterations: UInt64)
        /// Run for at least this many nanoseconds, and switch a profiler on before and off afterwards,
        /// through the pipes on which it listens and answers.
        case profile(nanoseconds: UInt64, control: String, answers: String)
    }

    /// The protocol that the harness speaks.
    public var version = ChildRequest.currentVersion
    /// Name of the workload.
    public var workload: String
    /// The row.
    public var subject: Subject
    /// Paths of the libraries with the user's own strategies.
    public var strategyLibraries: [String]
    /// The real runtime that the child drives; nil for rows of the model.
    public var runtime: RuntimeSource?
    /// Mappings that the process has before the workload is set up, if it has not more: rows beside those of real
    /// runtimes have as many as they. Nil for as many as there are.
    public var mappings: Int?
    /// The task.
    public var task: Task
    /// Seed of everything random in the child.
    public var seed: UInt64
    /// The CPU to run on, if pinned.
    public var cpu: Int?
    /// Seconds after which the kernel ends the child (SIGALRM).
    public var deadline: Int

    /// Creates a request.
    public init(
        workload: String, subject: Subject, strategyLibraries: [String] = [], runtime: RuntimeSource? = nil,
        mappings: Int? = nil, task: Task, seed: UInt64, cpu: Int?, deadline: Int
    ) {
        self.workload = workload
        self.subject = subject
        self.strategyLibraries = strategyLibraries
        self.runtime = runtime
        self.mappings = mappings
        self.task = task
        self.seed = seed
        self.cpu = cpu
        self.deadline = deadline
    }
}
