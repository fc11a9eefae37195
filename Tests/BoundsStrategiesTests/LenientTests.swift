import BoundsStrategies
import CallbackRuntime
import Testing

@Suite("lenient")
struct LenientTests {
    private let noBounds = TestMachine.Seen(
        bounds: StackBounds(lo: 0, hi: .max), confidence: .none, queries: 0)

    @Test func attachIsAsFixed() {
        let sp = stackPointer()
        #expect(TestMachine(.lenient).attach(at: sp).seen == .exact(ownStack(), queries: 1))
        #expect(TestMachine(.lenient).attach(at: 0x15_0000).seen == .window(0x15_0000, queries: 1))
        #expect(TestMachine(.lenient).state(inSignal: true).attach(at: sp).seen == .window(sp, queries: 0))
    }

    /// Around the edges of what `attach` found: its bounds, or none, and back.
    @Test(arguments: [UInt32(0), 1], [false, true])
    func hasNoBoundsOutsideOfTheFirst(callsOut: UInt32, inSignal: Bool) {
        let machine = TestMachine(.lenient).attach(at: 0x15_0000)
        let first = StackBounds.window(around: 0x15_0000)
        for (sp, isInside) in [
            (first.lo, false), (first.lo + 1, true), (first.hi, true), (first.hi + 1, false),
            (0x15_0000, true), (0x7FFF_0000, false), (first.hi, true),
        ] {
            machine.state(callsOut: callsOut, inSignal: inSignal).update(at: sp)
            #expect(machine.seen == (isInside ? .window(0x15_0000, queries: 0) : noBounds), "\(sp)")
        }
    }
}
