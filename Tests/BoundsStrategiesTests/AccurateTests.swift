import BoundsStrategies
import CStackSupport
import CallbackRuntime
import Testing

@Suite("accurate")
struct AccurateTests {
    @Test(arguments: [UInt(0x10_0001), 0x15_0000, 0x20_0000], [UInt32(0), 1])
    func keepsExactBoundsThatContainSP(sp: UInt, callsOut: UInt32) {
        let machine = TestMachine(.accurate).recording(callsOut: callsOut).update(at: sp)
        #expect(machine.seen == .exact(TestMachine.old, queries: 0))
    }

    /// No fatal path: with calls out in progress too.
    @Test(arguments: [UInt(0x10_0000), 0x20_0001], [UInt32(0), 1])
    func renewsBoundsThatDoNot(sp: UInt, callsOut: UInt32) {
        let machine = TestMachine(.accurate).recording(callsOut: callsOut).update(at: sp)
        #expect(machine.seen == .window(sp, queries: 1))
    }

    @Test(arguments: [Confidence.none, .estimate, .upperBound])
    func renewsBoundsThatAreNotExact(confidence: Confidence) {
        let machine = TestMachine(.accurate).recording(TestMachine.old, confidence).update(at: 0x15_0000)
        #expect(machine.seen == .window(0x15_0000, queries: 1))
    }

    @Test func makesNoQueryInAHandler() {
        let sp = stackPointer()
        let machine = TestMachine(.accurate).recording(inSignal: true).update(at: sp)
        #expect(machine.seen == .window(sp, queries: 0))
    }

    @Test func acceptsAnAnswerThatContainsSP() {
        let sp = stackPointer()
        #expect(TestMachine(.accurate).attach(at: sp).seen == .exact(ownStack(), queries: 1))
        #expect(TestMachine(.accurate).recording().update(at: sp).seen == .exact(ownStack(), queries: 1))
    }

    @Test func restoresByDefault() {
        #expect(BoundsStrategy.accurate.abi.restore == 1)
        #expect(BoundsStrategy.requery.abi.restore == 0)
    }
}
