import BoundsStrategies
import CStackSupport
import CallbackRuntime
import Testing

/// Rules that guess from the SP of an entry and ask nobody.
@Suite("revise, anchor, per-entry, raise-hi, reanchor, count")
struct EntryGuessTests {
    private let first: UInt = 0x7000_0000

    private func guess(_ hi: UInt, _ kibibytes: UInt) -> TestMachine.Seen {
        TestMachine.Seen(
            bounds: StackBounds(lo: hi - kibibytes * 1024, hi: hi), confidence: .estimate, queries: 0)
    }

    // MARK: revise

    @Test(arguments: [false, true], [UInt32(0), 1])
    func reviseKeepsTheFirstGuess(inSignal: Bool, callsOut: UInt32) {
        let machine = TestMachine(.revise).state(callsOut: callsOut, inSignal: inSignal).attach(at: first)
        for sp in [first, first - 1, first - 768 * 1024, first - 800 * 1024] {
            #expect(machine.update(at: sp).seen == guess(first, 768), "\(first - sp)")
        }
    }

    @Test(arguments: [1, 4096, 768 * 1024] as [UInt])
    func reviseRaisesItsHighEnd(by distance: UInt) {
        let machine = TestMachine(.revise).attach(at: first).update(at: first + distance)
        #expect(machine.seen == guess(first + distance, 768))
    }

    @Test func reviseTakesAnythingFurtherUpForAnOverflow() async {
        await #expect(processExitsWith: .signal(6)) {
            TestMachine(.revise).attach(at: 0x7000_0000).update(at: 0x7000_0000 + 768 * 1024 + 1)
        }
    }

    @Test func aGuessEndsAtAddressZero() {
        #expect(TestMachine(.revise).attach(at: 4096).bounds == StackBounds(lo: 0, hi: 4096))
    }

    // MARK: anchor

    @Test func anchorIsNeverRenewed() {
        let machine = TestMachine(.anchor).attach(at: first)
        for sp in [first, first + 1, first - 984 * 1024, 4096] {
            #expect(machine.update(at: sp).seen == guess(first, 984))
        }
    }

    // MARK: per-entry

    @Test func perEntryStartsAnewAtEachOutermostEntry() {
        let machine = TestMachine(.perEntry).attach(at: first)
        #expect(machine.seen == guess(first, 512))
        #expect(machine.update(at: first - 4096).seen == guess(first - 4096, 512))
        #expect(machine.update(at: 0x15_0000).seen == guess(0x15_0000, 512))
        #expect(BoundsStrategy.perEntry.defaultRestore == .on)
    }

    @Test(arguments: [UInt(0x10_0000), 0x15_0000, 0x7FFF_0000])
    func perEntryKeepsTheBudgetUnderACallOut(sp: UInt) {
        let machine = TestMachine(.perEntry).recording(callsOut: 1).update(at: sp)
        #expect(machine.seen == .exact(TestMachine.old, queries: 0))
    }

    // MARK: raise-hi

    @Test func raiseHiOnlyGoesUp() {
        let machine = TestMachine(.raiseHi).attach(at: first)
        for (sp, hi) in [
            (first, first), (first - 1, first), (first + 1, first + 1), (4096, first + 1), (first, first + 1),
        ] {
            machine.update(at: sp)
            #expect(machine.bounds == StackBounds(lo: 0, hi: hi))
            #expect(machine.confidence == .none && machine.machine.guard == 1121 && machine.queries == 0)
        }
    }

    // MARK: reanchor

    @Test(arguments: [UInt(0x7000_0000), 0x15_0000], [UInt32(0), 1])
    func reanchorIsAroundEverySP(sp: UInt, callsOut: UInt32) {
        let expected = TestMachine.Seen(
            bounds: StackBounds(lo: sp - 224 * 1024, hi: sp + 32 * 1024), confidence: .estimate, queries: 0)
        #expect(TestMachine(.reanchor).recording(callsOut: callsOut).update(at: sp).seen == expected)
        #expect(TestMachine(.reanchor).attach(at: sp).seen == expected)
    }

    // MARK: count

    @Test func countLooksAtNoAddress() {
        let machine = TestMachine(.count).attach(at: first)
        for sp in [first, 1, .max] {
            machine.state(callsOut: 199).update(at: sp)
            #expect(machine.bounds == StackBounds(lo: 0, hi: .max))
            #expect(machine.confidence == .none && machine.queries == 0)
        }
    }

    @Test func countEndsAtTwoHundred() async {
        await #expect(processExitsWith: .signal(6)) {
            TestMachine(.count).attach(at: 0x7000_0000).state(callsOut: 200).update(at: 0x7000_0000)
        }
    }
}
