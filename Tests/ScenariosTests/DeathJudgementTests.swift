import CLibrary
import CallbackRuntime
import Cells
import ForeignStacks
import TestSupport
import Testing

@testable import Scenarios

/// What the end of a child says about its last callback.
@Suite struct DeathJudgementTests {
    private static let refusal =
        "M 1 procid 42 runtime: cgocallback with sp=0x3f000 out of bounds [0x10000, 0x20000]\n"

    private static let tooHigh = StackBounds(lo: 0x10000, hi: 0x20001)

    @Test func anAbortedHealthyCallbackIsSpurious() {
        var evidence = MadeEvidence()
        evidence.step(ends: false)
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x18000)).verdict == "S")
    }

    @Test func aCaughtOverflowIsCorrect() {
        var evidence = MadeEvidence()
        evidence.step(expected: .caught, ends: false)
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x10300)).verdict == "ok")
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x10000)).verdict == "ok")
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0xffff)).verdict == "U")
    }

    /// SP is past the end by then, but what is there is a guard, and nothing was overwritten.
    @Test(arguments: [
        (UInt(0xfff8), "ok" as SafetyVerdict), (0x0, "ok"), (0x10008, "ok"), (0x2f_fff8, "U"),
    ])
    func anOverflowThatFaultedInTheGuardIsCaught(address: UInt, verdict: SafetyVerdict) {
        var evidence = MadeEvidence()
        evidence.step(expected: .caught, bounds: nil, ends: false)
        let sp: UInt = address == 0x10008 ? 0x10010 : 0xff00
        let message = MadeEvidence.stackOverflow(at: address, sp: sp)
        #expect(evidence.died(.signal(SIGABRT), message).verdict == verdict)
    }

    @Test func aHealthyCallbackThatFaultsIsSpurious() {
        var evidence = MadeEvidence()
        evidence.step(ends: false)
        let message = MadeEvidence.stackOverflow(at: 0xfff8, sp: 0x1f000)
        #expect(evidence.died(.signal(SIGABRT), message).verdict == "S")
    }

    @Test func aRefusedOverflowNeedsRoomToBeSpurious() {
        var evidence = MadeEvidence()
        evidence.step(expected: .caught, bounds: nil, ends: false)
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x10000 + 1120)).verdict == "ok")
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x10000 + 1121)).verdict == "S")
    }

    /// Code of the runtime alone does not overflow this stack, so to stop it early is not cautious but wrong.
    @Test(arguments: [(nil, "ok" as SafetyVerdict), (4096, "S")])
    func anEarlyEndIsSpuriousWhereTheBodyIsElsewhere(reach: Int?, expected: SafetyVerdict) {
        var evidence = MadeEvidence()
        evidence.step(expected: .caught, ends: false, reach: reach)
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x18000)).verdict == expected)
    }

    @Test func anOverflowThatNothingStoppedIsUnnoticed() {
        var evidence = MadeEvidence()
        evidence.step(expected: .caught, bounds: nil)
        evidence.overrun(sp: 0xfe00)
        #expect(evidence.completed.verdict == "U")
    }

    @Test func anOverflowIntoTheGuardIsUnnoticed() {
        var evidence = MadeEvidence()
        evidence.step(expected: .caught, ends: false)
        evidence.fault(at: 0xfff8)
        #expect(evidence.died(.signal(SIGSEGV)).verdict == "U")
    }

    @Test func aMemoryFaultElsewhereIsAFailureOfOurs() {
        var inside = MadeEvidence()
        inside.step(expected: .caught, ends: false)
        inside.fault(at: 0x10000)
        #expect(inside.died(.signal(SIGSEGV)).verdict == "failed")
        var healthy = MadeEvidence()
        healthy.step(ends: false)
        healthy.fault(at: 0xfff8)
        #expect(healthy.died(.signal(SIGSEGV)).verdict == "failed")
        var unknown = MadeEvidence()
        unknown.step(expected: .caught, ends: false)
        #expect(unknown.died(.signal(SIGSEGV)).verdict == "failed")
    }

    @Test func thePrescribedRefusalIsNamed() {
        var evidence = MadeEvidence()
        evidence.step(ends: false)
        evidence.step(on: MadeEvidence.other, prescribed: true, bounds: nil, ends: false)
        let refused = evidence.died(.exit(2), Self.refusal)
        #expect(refused.verdict == "exit 2")
        #expect(refused.reason.contains("real Go dies while it prints"), "a rule is not what happens")
        #expect(evidence.died(.exit(1), Self.refusal).verdict == "failed")
        let otherBounds = "M 1 procid 42 runtime: cgocallback with sp=0x3f000 out of bounds [0x1, 0x2]\n"
        #expect(evidence.died(.exit(2), otherBounds).verdict == "S", "the message must name the old bounds")
    }

    @Test func theRefusalElsewhereIsSpurious() {
        var evidence = MadeEvidence()
        evidence.step(ends: false)
        evidence.step(on: MadeEvidence.other, bounds: nil, ends: false)
        #expect(evidence.died(.exit(2), Self.refusal).verdict == "S")
    }

    @Test func aCorruptSPIsAcceptedOrNot() {
        var accepted = MadeEvidence()
        accepted.step(expected: .noticed)
        #expect(accepted.completed.verdict == "C")
        var refused = MadeEvidence()
        refused.step(expected: .noticed, bounds: nil, ends: false)
        #expect(refused.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x100)).verdict == "ok")
    }

    @Test func faultsBeforeTheEndCount() {
        var evidence = MadeEvidence()
        evidence.step(bounds: Self.tooHigh)
        evidence.step(expected: .caught, bounds: Self.tooHigh, ends: false)
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x10300)).verdict == "H")
    }

    @Test func otherEndsAreNotVerdicts() {
        var evidence = MadeEvidence()
        evidence.step()
        #expect(evidence.died(.hung).verdict == "hung")
        #expect(evidence.died(.exit(0)).verdict == "failed", "no end was reported")
        #expect(evidence.died(.signal(SIGABRT), MadeEvidence.morestack(sp: 0x10300)).verdict == "failed")
        evidence.add(EvidenceLine(unavailable: "no such thing"))
        #expect(evidence.completed.verdict == "unavailable")
        evidence.add(EvidenceLine(failure: "not what it says"))
        #expect(evidence.completed.verdict == "failed")
    }
}
