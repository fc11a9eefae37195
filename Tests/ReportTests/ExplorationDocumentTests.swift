import BenchResults
import Testing

@testable import Report

/// What is said of an exploration.
@Suite struct ExplorationDocumentTests {
    private func exploration(
        sequences: Int = 48_213, unfinished: Int = 0, longer: Int = 20_000, causes: Int = 0,
        stopped: String? = nil
    ) -> ExploreResult.Exploration {
        ExploreResult.Exploration(
            strategy: BenchResult.Strategy(name: "mine", version: 1, rule: "r", source: "s"),
            completeDepth: 6,
            sequences: sequences, unfinished: unfinished, longer: longer, longest: 12, total: 0, seconds: 0,
            stopped: stopped,
            causes: .init(
                repeating: ExploreResult.Cause(
                    fault: "U", cause: "one stack", stacks: ["small"], program: ["call back"], reason: "r",
                    sequences: 1), count: causes))
    }

    @Test(arguments: [
        (48_213, 0, 20_000, 0, "no fault in all 48,213 sequences up to length 6, nor in 20,000 longer ones"),
        (7, 0, 0, 0, "no fault in all 7 sequences up to length 6"),
        (1_234_567, 999, 0, 0, "no fault in all 1,234,567 sequences up to length 6, nor in 999 of length 7"),
        (100, 0, 5, 1, "1 cause of faults in all 100 sequences up to length 6 and 5 longer ones"),
        (100, 3, 0, 2, "2 causes of faults in all 100 sequences up to length 6 and 3 of length 7"),
    ])
    func theSentenceSaysWhatWasRun(
        sequences: Int, unfinished: Int, longer: Int, causes: Int, sentence: String
    ) {
        let exploration = exploration(
            sequences: sequences, unfinished: unfinished, longer: longer, causes: causes)
        #expect(Document.sentence(exploration) == sentence)
    }

    /// Each thread has callbacks of its own, which end with it.
    @Test func whatACallbackCallsIsSetIn() {
        let program = [
            "call back, which calls out to C:", "go on on the other thread",
            "call back, which calls out to C:", "call back", "exit this thread inside the callback",
            "call back", "longjmp out of the callback", "call back",
        ]
        #expect(
            Document.indented(program).map { $0.count - $0.drop { $0 == " " }.count } == [
                0, 2, 0, 2, 2, 2, 0, 0,
            ])
    }

    @Test func anEarlyEndIsSaid() {
        #expect(Document.sentence(exploration(stopped: "ended by signal 2")).hasSuffix("; ended by signal 2"))
    }
}
