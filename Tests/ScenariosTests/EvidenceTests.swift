import CallbackRuntime
import Cells
import TestSupport
import Testing

@testable import Scenarios

@Suite struct EvidenceTests {
    private static let announcement =
        #"{"expect":{"step":1,"what":"a","lo":"0x10000","hi":"0x20000","top":"0x20000","right":"healthy","isRefusalPrescribed":false}}"#

    @Test func linesAddUpToSteps() {
        let evidence = Evidence(
            """
            \(Self.announcement)
            {"begin":{"step":1}}
            {"seen":{"step":1,"phase":0,"sp":"0x1f000","lo":"0x0","hi":"0xffffffffffffffff","guard":"0x3a0",\
            "confidence":0,"callsOut":0,"queries":0}}
            {"end":{"step":1}}
            {"done":true}

            """)
        #expect(evidence.failure == nil)
        #expect(evidence.steps.count == 1)
        #expect(evidence.steps.first?.seen.first?.hi == Address(.max))
        #expect(evidence.steps.first?.hasEnded == true)
        #expect(evidence.running == nil)
        #expect(evidence.isComplete)
    }

    @Test func aLastLineThatWasCutShortIsLeftOut() {
        let evidence = Evidence(Self.announcement + "\n{\"begin\":{\"step\":1}}\n{\"seen\":{\"st")
        #expect(evidence.failure == nil)
        #expect(evidence.running?.expectation.step == 1)
    }

    /// Nothing dies of it, so that a step cannot show it.
    @Test func whatIsLostIsAFaultOfItsOwn() {
        for (lines, words) in [
            (#"{"lost":{"kind":0,"count":1}}"#, "1 machine is never given back"),
            (#"{"lost":{"kind":0,"count":1}}"# + "\n" + #"{"lost":{"kind":0,"count":2}}"#, "3 machines are"),
            (#"{"lost":{"kind":1,"count":2}}"#, "2 stacks of the runtime's own are"),
            (#"{"lost":{"kind":2,"count":8}}"#, "8 pieces of work are put off"),
        ] {
            let evidence = Evidence("\(lines)\n{\"done\":true}\n")
            let judgement = Judge.judge(evidence, ending: .exit(0), standardError: "")
            #expect(judgement.verdict == "D" && judgement.reason.contains(words), "\(judgement.reason)")
        }
        #expect(
            Judge.judge(Evidence("{\"done\":true}\n"), ending: .exit(0), standardError: "").verdict == "ok")
    }

    @Test func otherTextIsAFailure() {
        #expect(Evidence("hello\n").failure != nil)
        #expect(Evidence("{\"begin\":{\"step\":7}}\n").failure != nil)
    }

    @Test func theCallbackThatReportedLastIsRunning() {
        // Two suspended callbacks; the older one is resumed.
        var lines: [EvidenceLine] = []
        for step: UInt32 in [1, 2] {
            lines.append(
                EvidenceLine(
                    expect: Expectation(step: step, what: "", truth: MadeEvidence.stack, outcome: .healthy)))
            lines.append(EvidenceLine(begin: EvidenceLine.Step(step: step)))
        }
        #expect(Evidence(lines).running?.expectation.step == 2)
        let seen = SeenMachine(step: 1, phase: 1, sp: 0x1f000, bounds: MadeEvidence.exact, confidence: .exact)
        lines.append(EvidenceLine(seen: seen))
        #expect(Evidence(lines).running?.expectation.step == 1)
        lines.append(EvidenceLine(end: EvidenceLine.Step(step: 1)))
        #expect(Evidence(lines).running?.expectation.step == 2)
    }
}
