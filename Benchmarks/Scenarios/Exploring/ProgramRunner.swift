/// Runs explored programs, each in a process of its own: the seam where tests put a made one.
public protocol ProgramRunner {
    /// Runs programs until there are no more, several at a time, and tells of each in the order in which they
    /// came.
    func run(
        _ next: () -> [ExploredStep]?, ended: ([ExploredStep], ProgramOutcome) -> Void
    ) throws
}

extension ProgramRunner {
    /// Runs one program.
    func outcome(of program: [ExploredStep]) throws -> ProgramOutcome {
        var programs = [program]
        var outcome = ProgramOutcome()
        try run({ programs.popLast() }, ended: { outcome = $1 })
        return outcome
    }
}
