import Cells
import Testing

@Suite struct FatalMessageTests {
    @Test func bothFatalErrorsAreRead() {
        #expect(
            FatalMessage(
                in: "runtime: morestack on g0, stack [0x10000 0x20000], sp=0x10300\n"
                    + "fatal error: morestack on g0\n")
                == .morestack(lo: Address(0x10000), hi: Address(0x20000), sp: Address(0x10300)))
        #expect(
            FatalMessage(
                in: "M 12 procid 3456 runtime: cgocallback with sp=0xc000 out of bounds [0xa000, 0xb000]\n")
                == .outOfBounds(sp: Address(0xc000), lo: Address(0xa000), hi: Address(0xb000)))
    }

    @Test func overflowsThatFaultAreRead() {
        let text =
            "runtime: stack overflow at 0xfff8, stack [0x0 0xffffffffffffffff], sp=0x10010\n"
            + "fatal error: stack overflow\n"
        #expect(
            FatalMessage(in: text)
                == .stackOverflow(
                    at: Address(0xfff8), lo: Address(0), hi: Address(.max), sp: Address(0x10010)))
        #expect(FatalMessage(in: "runtime: stack overflow at 0xfff8, sp=0x10010\n") == nil)
    }

    @Test(arguments: [
        "", "M 1 procid 2 runtime: cgocallback with sp=0x1 out of bounds [0x2, 0x3].",
        "M 1 procid 2 runtime: cgocallback with sp=0x1 out of bounds [0x2 0x3]",
        "m 1 procid 2 runtime: cgocallback with sp=0x1 out of bounds [0x2, 0x3]",
        "M 1 procid 2 runtime: cgocallback with sp=1 out of bounds [0x2, 0x3]",
    ])
    func otherWordsAreNot(text: String) {
        #expect(FatalMessage(in: text) == nil)
    }

    @Test func mispairedSwitchesAreRecognised() {
        let text = "M 0 fatal error: stack switch: a callback between start and finish\n"
        #expect(FatalError.mispairedSwitch.isNamed(in: text))
        #expect(!FatalError.morestack.isNamed(in: text) && !FatalError.outOfBounds.isNamed(in: text))
        #expect(!FatalError.mispairedSwitch.isNamed(in: "fatal error: morestack on g0\n"))
    }
}
