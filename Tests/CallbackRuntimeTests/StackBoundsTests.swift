import CStackSupport
import CallbackRuntime
import Testing

@Suite("Bounds")
struct StackBoundsTests {
    private let bounds = StackBounds(lo: 0x1000, hi: 0x2000)

    /// `sp > lo && sp <= hi`, exactly.
    @Test(arguments: [
        (UInt(0x0FFF), false), (0x1000, false), (0x1001, true), (0x1FFF, true), (0x2000, true),
        (0x2001, false),
    ])
    func edges(sp: UInt, isInside: Bool) {
        #expect(bounds.contains(sp) == isInside)
    }

    @Test func windowIs32KiBDownAnd1KiBUp() {
        let window = StackBounds.window(around: 0x10_0000)
        #expect(window == StackBounds(lo: 0x10_0000 - 32768, hi: 0x10_0000 + 1024))
        #expect(window.contains(0x10_0000))
    }

    /// SP near either end of the address space wraps instead of trapping: this runs in signal handlers.
    @Test func windowWraps() {
        #expect(StackBounds.window(around: 0).hi == 1024)
        #expect(StackBounds.window(around: .max).hi == 1023)
    }

    @Test(arguments: [
        (StackBounds.unknown, UInt(0x1800), false),  // the platform has no query
        (StackBounds(lo: 0, hi: 0x2000), 0x1800, false),  // lo == 0 is "not known", whatever hi says
        (StackBounds(lo: 0x1000, hi: 0x2000), 0x1000, false),
        (StackBounds(lo: 0x1000, hi: 0x2000), 0x1001, true),
        (StackBounds(lo: 0x1000, hi: 0x2000), 0x2000, true),
        (StackBounds(lo: 0x1000, hi: 0x2000), 0x2001, false),
    ])
    func acceptance(of answer: StackBounds, at sp: UInt, isAccepted: Bool) {
        #expect(answer.isAccepted(at: sp) == isAccepted)
    }

    @Test func guardIsAboveLo() {
        var machine = Machine()
        machine.record(bounds, .exact)
        #expect(machine.guard == 0x1000 + 1121)
        #expect(machine.bounds == bounds)
        #expect(machine.confidenceInBounds == .exact)
    }
}
