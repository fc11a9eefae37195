public import Cells
import ChildProtocol
public import PerfCounters

/// What a run measures and how: enough to resume it after an interruption.
public struct RunPlan: Codable, Sendable, Equatable {
    /// The rows of one workload.
    public struct Block: Codable, Sendable, Equatable {
        /// Name of the workload.
        public let workload: String
        /// Its rows, in the order of the table.
        public let subjects: [Subject]

        /// Creates a block of rows.
        public init(workload: String, subjects: [Subject]) {
            self.workload = workload
            self.subjects = subjects
        }

        /// The cells of the rows, in the same order.
        public var cells: [CellID] { subjects.map { CellID(workload: workload, subject: $0) } }
    }

    /// One workload at growing sizes.
    public struct Sweep: Codable, Sendable, Equatable {
        /// A point: a workload and its size.
        public struct Point: Codable, Sendable, Equatable {
            /// Name of the workload.
            public let workload: String
            /// What was asked for.
            public let size: Int

            /// Creates a point.
            public init(workload: String, size: Int) {
                self.workload = workload
                self.size = size
            }
        }

        /// What grows: mappings, stacks or threads.
        public let parameter: String
        /// In growing order.
        public let points: [Point]
        /// Why it ends before the size that was asked for; null when it does not.
        @Nullable public var capReason: String?

        /// Creates a sweep.
        public init(parameter: String, points: [Point], capReason: String?) {
            self.parameter = parameter
            self.points = points
            self.capReason = capReason
        }

        /// The parameter of which a process already has some of its own.
        private static let mappings = "mappings"

        /// The size at a point where a cell was measured: as asked for, but mappings are counted in the
        /// process, its own included.
        public func size(of cell: CellResult, at point: Point) -> Double {
            let counted = parameter == Self.mappings ? cell.replicates.compactMap(\.mappings).max() : nil
            return Double(counted ?? point.size)
        }
    }

    /// How cells are counted exactly, under valgrind.
    public struct Exact: Codable, Sendable, Equatable {
        /// Runs of each of the two lengths, 1 to 100; there is a count where all of them agree.
        public var repeats: Int
        /// Whether caches are simulated as well.
        public var simulatesCaches: Bool
        /// Whether branch prediction is simulated as well.
        public var simulatesBranches: Bool

        /// Creates a plan for exact counts.
        public init(repeats: Int, simulatesCaches: Bool, simulatesBranches: Bool) {
            self.repeats = repeats
            self.simulatesCaches = simulatesCaches
            self.simulatesBranches = simulatesBranches
        }

        /// The counters that result, in the order of the table.
        public var counters: [CallgrindCounter] {
            [.instructions] + (simulatesCaches ? CallgrindCounter.caches : [])
                + (simulatesBranches ? CallgrindCounter.branches : [])
        }
    }

    /// What is measured.
    public var blocks: [Block]
    /// Paths of the libraries that bring strategies of the user's own.
    public var strategyLibraries: [String]
    /// The real runtimes that were asked for; nil when there are none.
    public var runtimes: [PlannedRuntime]?
    /// Environment variables that can change what real runtimes do, `NAME=value`; nil when there are none.
    public var runtimeVariables: [String]?
    /// How the blocks are sizes of one workload; null when they are not.
    @Nullable public var sweep: Sweep?
    /// Processes per cell, which is the number of rounds.
    public var processes: Int
    /// Those of the rounds that a shard measures, in order; nil for all of them. None in a shard that has no cells.
    public var rounds: [Int]?
    /// The most samples per process.
    public var samples: Int
    /// Shortest sample, in nanoseconds.
    public var target: UInt64
    /// Time after which a process starts no new sample, in nanoseconds.
    public var budget: UInt64
    /// Seed of the order of cells and of everything random in the children.
    public var seed: UInt64
    /// The CPU that children run on, if pinned.
    public var cpu: Int?
    /// Names of the counters, empty without a counter pass.
    public var counters: [String]
    /// The most processes per cell that read counters: more than the first are needed where something is derived
    /// of them. Null for one, as in results from before there were more.
    @Nullable public var counterRounds: Int?
    /// Processes per cell that record the times of batches; null without a latency pass.
    @Nullable public var latencyRounds: Int?
    /// How the counters are counted exactly; null when the kernel is asked for them.
    @Nullable public var exact: Exact?

    /// Creates a plan.
    public init(
        blocks: [Block], strategyLibraries: [String] = [], runtimes: [PlannedRuntime]? = nil,
        runtimeVariables: [String]? = nil, sweep: Sweep? = nil, processes: Int, samples: Int,
        target: UInt64, budget: UInt64, seed: UInt64, cpu: Int?, counters: [String], exact: Exact? = nil,
        counterRounds: Int? = nil, latencyRounds: Int? = nil
    ) {
        self.blocks = blocks
        self.strategyLibraries = strategyLibraries
        self.runtimes = runtimes
        self.runtimeVariables = runtimeVariables
        self.processes = processes
        self.sweep = sweep
        self.samples = samples
        self.target = target
        self.budget = budget
        self.seed = seed
        self.cpu = cpu
        self.counters = counters
        self.counterRounds = counterRounds
        self.latencyRounds = latencyRounds
        self.exact = exact
    }

    /// Names of the rows of real runtimes, in their order.
    public var runtimeLabels: [String] { (runtimes ?? []).compactMap(\.label) }

    /// Mappings that every process has at least, so that rows beside those of real runtimes differ in nothing but
    /// the runtime: asking where the main thread's stack is takes as long as there are mappings to parse. A few
    /// more than any of the runtimes, which map as their threads come and go, and a round number, so that runs
    /// with much the same runtimes are comparable; nil without runtimes.
    public var mappings: Int? {
        runtimes?.compactMap(\.description?.mappings).max().map { ($0 + 16 + 63) / 64 * 64 }
    }

    /// The blocks of the counter and latency passes: all rows but the twins.
    public var latencyBlocks: [Block] {
        blocks.map { block in
            Block(workload: block.workload, subjects: block.subjects.filter { $0.kind != .twin })
        }
    }

    /// The rounds that are measured, in order.
    public var measuredRounds: [Int] { rounds ?? Array(0..<processes) }

    /// Cells that are measured.
    var cellCount: Int { blocks.reduce(0) { $0 + $1.subjects.count } }

    /// Children that a complete run starts: a calibration and the rounds of each cell, its counters and its
    /// latency rounds.
    public var steps: Int {
        // Twins take their siblings' iterations, and have no counters.
        let twins = blocks.reduce(0) { $0 + $1.subjects.count { $0.kind == .twin } }
        return cellCount * measuredRounds.count + (cellCount - twins)
            * (1 + (counters.isEmpty ? 0 : counterRounds ?? 1) + (latencyRounds ?? 0))
    }
}
