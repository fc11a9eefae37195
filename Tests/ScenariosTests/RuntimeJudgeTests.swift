import Cells
import ForeignStacks
import Testing

@testable import Scenarios

/// What is seen of a real runtime from outside, and what follows.
@Suite("Judge of real runtimes")
struct RuntimeJudgeTests {
    /// Evidence made by hand, on a stack `[0x1000000, 0x1010000)`.
    private struct Made {
        var lines: [EvidenceLine] = []
        var usesCStack = true
        private var steps: UInt32 = 0

        mutating func announce(_ outcome: ExpectedOutcome = .healthy) {
            steps += 1
            let truth = ForeignStack(lo: 0x100_0000, hi: 0x101_0000)
            lines.append(
                EvidenceLine(
                    expect: Expectation(step: steps, what: "step \(steps)", truth: truth, outcome: outcome)))
        }

        mutating func step(_ outcome: ExpectedOutcome = .healthy, returns end: CallbackEnd? = .done) {
            announce(outcome)
            lines.append(EvidenceLine(begin: EvidenceLine.Step(step: steps)))
            if let end {
                lines.append(EvidenceLine(returned: EvidenceLine.Returned(step: steps, end: end)))
            }
        }

        mutating func fault(at address: UInt) {
            lines.append(EvidenceLine(fault: EvidenceLine.Fault(address: Address(address))))
        }

        func judged(_ ending: Ending = .exit(0), printed: String = "") -> RuntimeJudgement {
            let isComplete = ending == .exit(0)
            return RuntimeJudge.judge(
                Evidence(lines + (isComplete ? [EvidenceLine(done: true)] : [])), ending: ending,
                printed: printed, usesCStack: usesCStack)
        }
    }

    @Test func callbacksThatReturnAreOk() {
        var made = Made()
        made.step()
        #expect(made.judged() == RuntimeJudgement(verdict: .ok, reason: "every callback returned"))
    }

    @Test(arguments: [CallbackEnd.overflow, .failed])
    func aCallbackWithRoomThatIsAbandonedIsRefusedInItsWords(_ end: CallbackEnd) {
        var made = Made()
        made.step()
        made.step(returns: end)
        made.lines.append(EvidenceLine(words: "no\nroom"))
        let judgement = made.judged()
        #expect(judgement.verdict == .refused && judgement.step == 2 && judgement.words == "no?room")
        #expect(judgement.reason.hasPrefix("step 2: ") && judgement.reason.hasSuffix("there was room"))
    }

    /// The words are about the first callback that did not do what it should.
    @Test func theWordsOfAnEarlierOverflowAreNotThoseOfARefusal() {
        var made = Made()
        made.step(.caught, returns: .overflow)
        made.lines.append(EvidenceLine(words: "too deep"))
        #expect(made.judged().verdict == .ok && made.judged().words == "too deep")
        made.step(returns: .failed)
        #expect(made.judged().verdict == .refused && made.judged().words == nil)
    }

    @Test(arguments: [Ending.signal(6), .signal(5), .exit(2)])
    func aProcessEndedWithRoomIsRefused(_ ending: Ending) {
        var made = Made()
        made.step(returns: nil)
        let judgement = made.judged(ending, printed: "\n# \n# fatal: gone\n  second\nthird\nfourth\n")
        #expect(judgement.verdict == .refused && judgement.step == 1)
        #expect(judgement.words == "fatal: gone / second / third")
        #expect(made.judged(ending).words == nil)
    }

    /// Some runtimes cannot go on after an overflow: it did not go unnoticed.
    @Test func aProcessEndedByItsOverflowIsOk() {
        var made = Made()
        made.step(.caught, returns: nil)
        #expect(made.judged(.signal(6), printed: "stack overflow").verdict == .ok)
        #expect(made.judged(.signal(11)).verdict == .died)
    }

    @Test(arguments: [
        (UInt(0xFF_FFF8), RuntimeVerdict.unnoticed), (0xF0_0000, .unnoticed), (0xEF_FFFF, .died),
        (0x100_0000, .died), (0, .died),
    ])
    func aFaultCountsBelowTheStack(_ address: UInt, _ verdict: RuntimeVerdict) {
        for outcome in [ExpectedOutcome.healthy, .caught] {
            // The runtime's own handler may end the process in another way.
            for ending in [Ending.signal(11), .signal(6), .exit(2)] {
                var made = Made()
                made.step(outcome, returns: nil)
                made.fault(at: address)
                #expect(made.judged(ending).verdict == verdict)
            }
        }
    }

    /// HotSpot finds the end of its own stacks by a fault in a guard, and goes on.
    @Test func aFaultThatWasHandledDoesNotCount() {
        var made = Made()
        made.announce(.caught)
        made.lines.append(EvidenceLine(begin: EvidenceLine.Step(step: 1)))
        made.fault(at: 0x100_0008)
        made.lines.append(EvidenceLine(returned: EvidenceLine.Returned(step: 1, end: .overflow)))
        #expect(made.judged().verdict == .ok)
        made.step(returns: nil)
        #expect(made.judged(.signal(6)).verdict == .refused)
    }

    /// Whoever handled it: with other memory in the guard's place it would have been written to.
    @Test func aFaultBelowTheStackCountsThoughItWasHandled() {
        var made = Made()
        made.announce(.caught)
        made.lines.append(EvidenceLine(begin: EvidenceLine.Step(step: 1)))
        made.fault(at: 0xFF_FFF8)
        made.lines.append(EvidenceLine(returned: EvidenceLine.Returned(step: 1, end: .overflow)))
        made.step()
        #expect(made.judged().verdict == .unnoticed && made.judged().step == 1)
        #expect(made.judged().reason.hasSuffix("8 bytes past its end, and reported the overflow after that"))
        #expect(made.judged(.hung).verdict == .unnoticed)
    }

    @Test func aRecursionThatWasNoneIsNoVerdict() {
        var made = Made()
        made.step(.caught, returns: .done)
        #expect(made.judged().verdict == .failed)

        made = Made()
        made.step()
        made.lines.append(EvidenceLine(used: EvidenceLine.Trace(step: 1, bytes: 800)))
        made.step(.caught, returns: .overflow)
        #expect(made.judged().verdict == .ok)
        made.lines.append(EvidenceLine(used: EvidenceLine.Trace(step: 2, bytes: 800)))
        #expect(made.judged().verdict == .failed && made.judged().reason.contains("800 bytes"))
        made.lines.append(EvidenceLine(used: EvidenceLine.Trace(step: 2, bytes: 90_000)))
        #expect(made.judged().verdict == .ok)
    }

    @Test(arguments: [CallbackEnd.done, .overflow])
    func aChangedCanaryIsUnnoticed(_ end: CallbackEnd) {
        var made = Made()
        made.step(.caught, returns: end)
        made.lines.append(EvidenceLine(trace: EvidenceLine.Trace(step: 1, bytes: 0)))
        #expect(made.judged().verdict == (end == .overflow ? .ok : .failed))
        made.lines.append(EvidenceLine(trace: EvidenceLine.Trace(step: 1, bytes: 40)))
        #expect(made.judged().verdict == .unnoticed)
        #expect(made.judged().reason.contains("40 bytes"))
        #expect(made.judged().reason.contains("reported the overflow after that") == (end == .overflow))
        // What happens later makes it no better.
        #expect(made.judged(.signal(9)).verdict == .unnoticed && made.judged(.hung).verdict == .unnoticed)
    }

    @Test func otherEndsAreDeaths() {
        var made = Made()
        made.step()
        let outside = made.judged(.signal(6), printed: "double free")
        #expect(outside.verdict == .died && outside.step == nil && outside.words == "double free")
        made.step(returns: nil)
        for ending in [Ending.signal(11), .signal(4), .signal(15)] {
            #expect(made.judged(ending).verdict == .died, "\(ending)")
        }
        #expect(made.judged(.hung).verdict == .hung)
        #expect(made.judged(.signal(9)).verdict == .failed, "killed from outside")
        let exited = RuntimeJudge.judge(
            Evidence(made.lines), ending: .exit(0), printed: "", usesCStack: true)
        #expect(exited.verdict == .died, "it called exit")
    }

    @Test func recursionOnAStackOfItsOwnIsSaid() {
        var made = Made()
        made.usesCStack = false
        made.step(.caught)
        #expect(made.judged().verdict == .ok && made.judged().reason.contains("not on C's"))
    }

    /// None of them says anything about the runtime.
    @Test func aScenarioThatDidNothingHasFailed() {
        var made = Made()
        #expect(made.judged().verdict == .failed)
        made.announce()
        #expect(made.judged().verdict == .failed)
        made.lines.append(EvidenceLine(failure: "no such library"))
        #expect(made.judged().verdict == .failed && made.judged().reason == "no such library")
        var impossible = Made()
        impossible.lines.append(EvidenceLine(unavailable: "no getcontext"))
        #expect(impossible.judged().verdict == .unavailable)
    }

    @Test func verdictsAreTheirTexts() {
        for verdict in RuntimeVerdict.known { #expect(RuntimeVerdict(verdict.description) == verdict) }
        #expect(RuntimeVerdict("ended well") == .other("ended well"))
    }
}
