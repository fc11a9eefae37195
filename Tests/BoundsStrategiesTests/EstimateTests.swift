import BoundsStrategies
import CallbackRuntime
import Testing

@Suite("estimate")
struct EstimateTests {
    /// The window, whatever is recorded, and no query: at both edges of the old bounds and inside.
    @Test(
        arguments: [UInt(0x10_0000), 0x10_0001, 0x15_0000, 0x20_0000, 0x20_0001], [UInt32(0), 1])
    func takesTheWindow(sp: UInt, callsOut: UInt32) {
        for inSignal in [false, true] {
            let machine = TestMachine(.estimate).recording(callsOut: callsOut, inSignal: inSignal)
            #expect(machine.update(at: sp).seen == .window(sp, queries: 0))
            #expect(machine.recording(inSignal: inSignal).attach(at: sp).seen == .window(sp, queries: 0))
        }
    }
}
