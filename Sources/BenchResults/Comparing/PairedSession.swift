public import MachineInspection
public import Statistics

/// How two programs were measured against each other.
public struct PairedSession: Codable, Sendable {
    /// Where, when and with which harness. A program that was built before may name another commit as its source
    /// than `programs` does, one with the same sources.
    public var harness: Provenance
    /// Identity of the two programs.
    public var programs: [Program]
    /// Seed of the order and of everything random in the children.
    public var seed: UInt64
    /// Seconds that measuring was allowed to take.
    public var budget: Double
    /// Seconds that it took.
    public var elapsed: Double
    /// Rounds that look for changes: the first are of every cell, the others of cells that were not decided. Slow
    /// cells are not in every round.
    public var screeningRounds: Int
    /// Rounds in which suspects were measured again.
    public var confirmationRounds: Int
    /// Cells that were measured again.
    public var suspects: [String]
    /// The old program against itself; null before there are rounds.
    @Nullable public var nullPair: NullPair?
    /// The seeds of the orders in which the functions of both programs were linked: each process runs one of these
    /// layouts, drawn anew. Null where all ran the programs as they were built.
    @Nullable public var layoutSeeds: [UInt64]?
    /// Whether the machine was quiet enough during the session.
    @Nullable public var health: SessionHealth?

    /// One side's program.
    public struct Program: Codable, Sendable {
        /// What it is called.
        public var label: String
        /// The commit that was compared, or why it is not known.
        public var commit: Reading<String>
        /// FNV-1a of what is loaded of the program, hexadecimal: equal for equal programs.
        public var hash: Reading<String>
        /// How it was built.
        public var buildCommand: String

        /// Describes a program.
        public init(label: String, commit: Reading<String>, hash: Reading<String>, buildCommand: String) {
            self.label = label
            self.commit = commit
            self.hash = hash
            self.buildCommand = buildCommand
        }
    }

    /// Describes a session.
    public init(
        harness: Provenance, programs: [Program], seed: UInt64, budget: Double, elapsed: Double,
        screeningRounds: Int, confirmationRounds: Int, suspects: [String], nullPair: NullPair?,
        health: SessionHealth?, layoutSeeds: [UInt64]?
    ) {
        self.harness = harness
        self.programs = programs
        self.seed = seed
        self.budget = budget
        self.elapsed = elapsed
        self.screeningRounds = screeningRounds
        self.confirmationRounds = confirmationRounds
        self.suspects = suspects
        self.nullPair = nullPair
        self.health = health
        self.layoutSeeds = layoutSeeds
    }
}
