import Cells
import Testing

@Suite struct DeathTests {
    private static let refusal =
        "M 1 procid 2 runtime: cgocallback with sp=0x1 out of bounds [0x2, 0x3]\n"
    private static let overflow =
        "runtime: morestack on g0, stack [0x1 0x2], sp=0x0\nfatal error: morestack on g0\n"

    private func exited(_ status: Int, _ message: String) -> Death {
        Death(exitStatus: status, signal: nil, isHung: false, message: message)
    }

    private func signalled(_ signal: Int, _ message: String = "") -> Death {
        Death(exitStatus: nil, signal: signal, isHung: false, message: message)
    }

    @Test func theSummaryNamesTheFatalErrorWithoutItsAddresses() {
        #expect(exited(2, Self.refusal).summary == "cgocallback, exit 2")
        #expect(signalled(6, Self.overflow).summary == "morestack on g0, signal 6")
        #expect(signalled(11, "line one\nline two").summary == "line one, signal 11")
        #expect(signalled(11).summary == "no message, signal 11")
        #expect(
            signalled(6, "M 0 fatal error: stack switch: no start\n").summary
                == "M 0 fatal error: stack switch: no start, signal 6")
        let hung = Death(exitStatus: nil, signal: 9, isHung: true, message: Self.overflow)
        #expect(hung.summary == "hung")
        #expect(hung.isByStrategy)
    }

    @Test func refusalsAndCrashesAreTheStrategys() {
        #expect(exited(2, Self.refusal).isByStrategy)
        for signal in [4, 5, 6, 7, 8, 11] { #expect(signalled(signal).isByStrategy) }
    }

    @Test func otherEndsSayNothingAboutIt() {
        #expect(!exited(2, "usage").isByStrategy)
        #expect(!exited(3, Self.refusal).isByStrategy, "the status is part of the rule")
        #expect(!signalled(9).isByStrategy, "somebody killed it")
        #expect(!signalled(15).isByStrategy)
    }
}
