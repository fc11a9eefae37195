import CallbackRuntime
import Cells
import ForeignStacks
import TestSupport
import Testing

@testable import Scenarios

/// Recorded bounds against the true stack [0x10000, 0x20000), at the exact edges.
@Suite struct BoundsJudgementTests {
    private func verdict(_ lo: UInt, _ hi: UInt, _ claim: Confidence, sp: UInt = 0x1f000) -> SafetyVerdict {
        var evidence = MadeEvidence()
        evidence.step(sp: sp, bounds: StackBounds(lo: lo, hi: hi), claim: claim)
        return evidence.completed.verdict
    }

    @Test func exactBoundsAreCorrect() {
        #expect(verdict(0x10000, 0x20000, .exact) == "ok")
    }

    @Test func lowEndOneByteTooLow() {
        for claim in [Confidence.estimate, .upperBound, .exact] {
            #expect(verdict(0xffff, 0x20000, claim) == "U")
            #expect(verdict(0x10001, 0x20000, claim) == "ok")
        }
    }

    /// A callback that uses 4,096 bytes of the stack cannot run past a low end that is as far away.
    @Test func aLowEndThatIsOutOfReachIsNoFault() {
        func verdict(sp: UInt, hi: UInt = 0x20000) -> SafetyVerdict {
            var evidence = MadeEvidence()
            let bounds = StackBounds(lo: 0xf000, hi: hi)
            evidence.step(sp: sp, bounds: bounds, claim: .estimate, reach: 4096)
            return evidence.completed.verdict
        }
        #expect(verdict(sp: 0x11000) == "ok")
        #expect(verdict(sp: 0x10fff) == "U")
        #expect(verdict(sp: 0x11000, hi: 0x20001) == "H", "the other end is scanned all the same")
    }

    @Test func highEndOneByteOff() {
        for claim in [Confidence.estimate, .upperBound, .exact] {
            #expect(verdict(0x10000, 0x20001, claim) == "H")
        }
        #expect(verdict(0x10000, 0x1ffff, .exact) == "H")
        #expect(verdict(0x10000, 0x1ffff, .upperBound) == "H")
        #expect(verdict(0x10000, 0x1ffff, .estimate) == "ok")
    }

    @Test func aClaimOfNothingIsNeverWrong() {
        #expect(verdict(0, .max, .none) == "ok")
    }

    @Test func boundsContainSPFromAboveLoUpToHi() {
        #expect(verdict(0x1f000, 0x20000, .estimate, sp: 0x1f000) == "T")  // sp == lo is out
        #expect(verdict(0x1efff, 0x20000, .estimate, sp: 0x1f000) == "ok")
        #expect(verdict(0x18000, 0x1f000, .estimate, sp: 0x1f000) == "ok")  // sp == hi is in
        #expect(verdict(0x18000, 0x1efff, .estimate, sp: 0x1f000) == "T")
    }

    @Test func theEndsOfForeignBoundsAreNotCompared() {
        #expect(verdict(0x100, 0x200, .exact) == "T")
    }

    @Test func unchangedBoundsOnAnotherStackAreStale() {
        let wide = StackBounds(lo: 0x10000, hi: 0x40000)
        var evidence = MadeEvidence()
        evidence.step(on: MadeEvidence.other, sp: 0x3f000, bounds: wide, claim: .estimate)
        evidence.step(sp: 0x1f000, bounds: wide, claim: .estimate)
        #expect(evidence.completed.verdict == "U,H,T")
        #expect(evidence.completed.findings.last?.step == 2)
    }

    @Test func queriedAgainIsNotStale() {
        let wide = StackBounds(lo: 0x10000, hi: 0x40000)
        var evidence = MadeEvidence()
        evidence.step(on: MadeEvidence.other, sp: 0x3f000, bounds: wide, queries: 1)
        evidence.step(sp: 0x1f000, bounds: wide, queries: 2)
        #expect(evidence.completed.verdict == "U,H")
    }

    @Test func unchangedBoundsInsideTheNewStackAreNotStale() {
        let larger = ForeignStack(lo: 0x8000, hi: 0x20000)
        var evidence = MadeEvidence()
        evidence.step(claim: .estimate)
        evidence.step(on: larger, claim: .estimate)
        #expect(evidence.completed.verdict == "ok")
    }
}
