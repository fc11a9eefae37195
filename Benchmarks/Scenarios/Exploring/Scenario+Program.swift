import CScenarioActions
import CallbackRuntime
import Cells

extension Scenario {
    /// A program that was explored, as a scenario.
    ///
    /// - Parameters:
    ///   - name: what it is called.
    ///   - program: its steps.
    public init(found name: String, program: [ExploredStep]) {
        self.init(
            Self.foundNumber, name, "a program of \(program.count) steps that bench explore found",
            setUp: program.map(\.description).joined(separator: "; "),
            truth: "each stack as the program made it", source: "bench explore", looksFor: [],
            program: program
        ) { (stage) throws(StagingError) in try stage.play(program) }
    }

    /// The number of all scenarios that were found.
    static let foundNumber = 99
}

extension Stage {
    /// Runs a program, which ends the process.
    fileprivate func play(_ program: [ExploredStep]) throws(StagingError) {
        let arena = try StackArena()
        let compiled = try CompiledProgram(arena, body: body)
        compiled.compile(program)
        for expectation in compiled.expectations { report { $0.expect = expectation } }
        try ThreadOnStack.run(on: arena.own) {
            sbs_evidence_use_signal_stack()
            sbs_explore(compiled.exploration)
        }
    }
}
