import BenchResults
import CLibrary
import Cells
import ChildProtocol
import Processes
import Testing

@testable import Harness

@Suite("What an ended child left behind")
struct OutcomeTests {
    private func outcome(_ end: EndedProcess.End, _ errors: String = "") -> Outcome {
        Outcome(of: EndedProcess(end: end, errors: errors), printed: "")
    }

    private func failure(_ outcome: Outcome) -> String? {
        guard case .report(let report) = outcome else { return nil }
        return report.failure
    }

    private func death(_ outcome: Outcome) -> Death? {
        guard case .death(let death) = outcome else { return nil }
        return death
    }

    @Test func noAnswerIsAFailure() {
        #expect(failure(outcome(.exited(0))) == "the child did not answer")
    }

    @Test func status1IsAFailureWithTheFirstLineOfWhatWasSaid() {
        #expect(failure(outcome(.exited(1), "no room\nfor it\n")) == "no room")
        #expect(failure(outcome(.exited(1))) == "the child failed")
    }

    @Test func status2IsADeath() {
        let death = death(outcome(.exited(2), "runtime: cgocallback with sp=0x1 out of bounds"))
        #expect(death?.exitStatus == 2)
        #expect(death?.isByStrategy == true)
    }

    @Test func aSignalIsADeath() {
        let death = death(outcome(.signaled(11)))
        #expect(death?.signal == 11)
        #expect(death?.isByStrategy == true)
    }

    @Test func theSystemsKillIsNotByTheStrategy() {
        #expect(death(outcome(.signaled(9)))?.isByStrategy == false)
    }

    @Test(arguments: [EndedProcess.End.timedOut, .signaled(SIGALRM)])
    func aHungChildIsHungHoweverItWasEnded(end: EndedProcess.End) {
        let death = death(outcome(end))
        #expect(death?.isHung == true)
        #expect(death?.isByStrategy == true)
    }

    @Test func messagesAreCutShort() {
        let death = death(outcome(.signaled(6), String(repeating: "x", count: 5000)))
        #expect(death?.message.count == 2000)
    }
}
