public import MachineInspection

/// Where, when and from what a result was made.
public struct Provenance: Codable, Sendable {
    /// What the program was built from, as its build wrote it down.
    public struct Source: Codable, Sendable, Equatable {
        /// Full id of the commit that was checked out. `bench commits` also takes a program for that of another commit
        /// with the same sources.
        public var commit: Reading<String>
        /// Whether Package.swift, Sources or Benchmarks differed from the commit then.
        public var isDirty: Reading<Bool>

        /// Describes a source tree.
        public init(commit: Reading<String>, isDirty: Reading<Bool>) {
            self.commit = commit
            self.isDirty = isDirty
        }
    }

    /// How the program was built.
    public struct Build: Codable, Sendable, Equatable {
        /// `debug` or `release`; the measured modules are optimised in both.
        public var configuration: String
        /// Optimisation of the measured Swift and C modules.
        public var measuredModules: String
        /// The C compiler, as it names itself.
        public var cCompiler: String
        /// Lowest Swift version that the compiler claims to be.
        public var swiftCompiler: String

        /// The linker's hash of the program: equal for equal programs.
        public var buildID: Reading<String>

        /// Describes a build.
        public init(
            configuration: String, measuredModules: String, cCompiler: String, swiftCompiler: String,
            buildID: Reading<String>
        ) {
            self.configuration = configuration
            self.measuredModules = measuredModules
            self.cCompiler = cCompiler
            self.swiftCompiler = swiftCompiler
            self.buildID = buildID
        }
    }

    /// Start, in seconds since 1970 UTC.
    public var startedAt: Int
    /// End, or the moment of writing for an incomplete result.
    public var finishedAt: Int
    /// Arguments of the command, the program's name first.
    public var commandLine: [String]
    /// The tree.
    public var source: Source
    /// The build.
    public var build: Build
    /// Contents of the libraries with strategies of the user's own, hashed (FNV-1a, 64 bits, hexadecimal),
    /// in the order of the plan's paths.
    public var strategyLibraries: [String]
    /// The machine and the system.
    public var environment: Environment
    /// Load before the first child.
    public var loadBefore: SystemLoad
    /// Load after the last child.
    public var loadAfter: SystemLoad

    /// Puts provenance together.
    public init(
        startedAt: Int, finishedAt: Int, commandLine: [String], source: Source, build: Build,
        strategyLibraries: [String] = [], environment: Environment, loadBefore: SystemLoad,
        loadAfter: SystemLoad
    ) {
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.commandLine = commandLine
        self.source = source
        self.build = build
        self.strategyLibraries = strategyLibraries
        self.environment = environment
        self.loadBefore = loadBefore
        self.loadAfter = loadAfter
    }
}
