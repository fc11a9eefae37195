import BoundsStrategies
import CStackSupport
import CallbackRuntime
import Testing

/// The rules as tables: (strategy, what is recorded, SP, signal, calls out) → (bounds, confidence, queries).
/// The strategies' functions are called on the test's own machine; no thread is involved, except that the
/// query answers its real bounds.
@Suite("Rules")
struct RuleTests {
    /// Recorded before the update.
    private static let old = StackBounds(lo: 0x10_0000, hi: 0x20_0000)

    private func updated(
        _ strategy: BoundsStrategy, at sp: UInt, from bounds: StackBounds = old, inSignal: Bool = false,
        callsOut: UInt32 = 0, attaching: Bool = false
    ) -> Machine {
        var machine = Machine()
        machine.record(bounds, bounds == .unknown ? .none : .exact)
        if bounds == .unknown { machine = Machine() }
        machine.serves_signal = inSignal ? 1 : 0
        machine.calls_out = callsOut
        withUnsafeMutablePointer(to: &machine) { (attaching ? strategy.attach : strategy.update)($0, sp) }
        return machine
    }

    // MARK: none, uncached, fixed: the update does nothing

    @Test(arguments: [BoundsStrategy.none, .uncached, .fixed])
    func updateIsEmpty(_ strategy: BoundsStrategy) {
        for sp: UInt in [0x0F_FFFF, 0x10_0000, 0x15_0000, 0x20_0001, 0x7FFF_0000] {
            let machine = updated(strategy, at: sp)
            #expect(machine.bounds == Self.old)
            #expect(machine.queries == 0)
        }
    }

    @Test func noneCannotReachItsGuard() {
        let machine = updated(.none, at: 0x15_0000, from: .unknown, attaching: true)
        #expect(machine.bounds == StackBounds(lo: 0, hi: .max))
        #expect(machine.confidenceInBounds == .none)
        #expect(machine.guard == 1121)
    }

    @Test func uncachedTakesTheWindowWithoutAQuery() {
        let machine = updated(.uncached, at: 0x15_0000, from: .unknown, attaching: true)
        #expect(machine.bounds == .window(around: 0x15_0000))
        #expect(machine.confidenceInBounds == .estimate)
        #expect(machine.queries == 0)
    }

    // MARK: attach of the strategies that query

    @Test(arguments: [BoundsStrategy.fixed, .spWindow, .requery])
    func attachQueriesOnceAndTakesAnAnswerThatContainsSP(_ strategy: BoundsStrategy) {
        let sp = stackPointer()
        let machine = updated(strategy, at: sp, from: .unknown, attaching: true)
        #expect(machine.queries == 1)
        #expect(machine.confidenceInBounds == .exact)
        #expect(machine.bounds.contains(sp))
        #expect(machine.bounds != .window(around: sp))
    }

    @Test(arguments: [BoundsStrategy.fixed, .spWindow, .requery])
    func attachKeepsTheWindowWhereTheAnswerDoesNotContainSP(_ strategy: BoundsStrategy) {
        let machine = updated(strategy, at: 0x15_0000, from: .unknown, attaching: true)
        #expect(machine.queries == 1)
        #expect(machine.confidenceInBounds == .estimate)
        #expect(machine.bounds == .window(around: 0x15_0000))
    }

    @Test(arguments: [BoundsStrategy.fixed, .spWindow, .requery])
    func attachInAHandlerMakesNoQuery(_ strategy: BoundsStrategy) {
        let sp = stackPointer()
        let machine = updated(strategy, at: sp, from: .unknown, inSignal: true, attaching: true)
        #expect(machine.queries == 0)
        #expect(machine.bounds == .window(around: sp))
    }

    /// Go 1.21.0, probably: the low end of the answer, whether or not SP is above it.
    @Test(arguments: [false, true])
    func fixedUncheckedTakesTheLowEndOfAnyAnswer(isOnThreadsStack: Bool) throws {
        let strategy = try StrategyCatalogue.strategy(named: "fixed:query=unchecked")
        let sp = isOnThreadsStack ? stackPointer() : 0x15_0000
        var machine = Machine()
        withUnsafeMutablePointer(to: &machine) { strategy.abi.attach($0, sp) }
        #expect(machine.queries == 1)
        #expect(machine.bounds == StackBounds(lo: ownStack().lo, hi: sp + 1024))
        #expect(machine.confidenceInBounds == .estimate)
    }

    @Test func aKnobOfOneRuleIsRefusedByTheOthers() throws {
        try #require(StrategyCatalogue.all.count > 10)
        for strategy in StrategyCatalogue.all where strategy.baseName != "fixed" {
            let error = #expect(throws: StrategyCatalogue.NameError.self) {
                _ = try StrategyCatalogue.strategy(named: "\(strategy.baseName):query=unchecked")
            }
            #expect(error?.description.hasPrefix("'\(strategy.baseName)' has no knob 'query'") == true)
        }
    }

    /// The catalogue says of itself who asks for the bounds of the thread's own stack: those that make a query
    /// in `attach`, and `procmap` where the kernel does not answer.
    @Test func thoseWhoAskCanAskSomebodyElse() throws {
        for strategy in StrategyCatalogue.all {
            let name = "\(strategy.baseName):source=maps-sp"
            let asks =
                TestMachine(strategy).attach(at: stackPointer()).queries > 0 && strategy.name != "clamp"
            if asks {
                #expect(try StrategyCatalogue.strategy(named: name).name == name)
            } else {
                let error = #expect(throws: StrategyCatalogue.NameError.self) {
                    _ = try StrategyCatalogue.strategy(named: name)
                }
                #expect(error?.description.hasPrefix("'\(strategy.baseName)' has no knob 'source'") == true)
            }
        }
    }

    // MARK: sp-window

    @Test(arguments: [UInt(0x10_0001), 0x15_0000, 0x20_0000], [UInt32(0), 1])
    func spWindowKeepsBoundsThatContainSP(sp: UInt, callsOut: UInt32) {
        let machine = updated(.spWindow, at: sp, callsOut: callsOut)
        #expect(machine.bounds == Self.old)
        #expect(machine.confidenceInBounds == .exact)
        #expect(machine.queries == 0)
    }

    @Test(arguments: [UInt(0x10_0000), 0x20_0001])
    func spWindowRenewsBoundsThatDoNot(sp: UInt) {
        let machine = updated(.spWindow, at: sp)
        #expect(machine.bounds == .window(around: sp))
        #expect(machine.confidenceInBounds == .estimate)
        #expect(machine.queries == 1)
    }

    @Test func spWindowRenewsFromTheQueryOnTheThreadsOwnStack() {
        let sp = stackPointer()
        let machine = updated(.spWindow, at: sp)
        #expect(machine.bounds.contains(sp))
        #expect(machine.confidenceInBounds == .exact)
        #expect(machine.queries == 1)
    }

    /// Real Go, driven in steps of 64 bytes: second callbacks die from 31,680 to 32,704 bytes below the first.
    @Test func secondCallbacksDieInTheBandOfRealGo() {
        let first: UInt = 0x7000_0000
        let deadly = stride(from: 64, through: 65_536, by: 64).filter { distance in
            let sp = first - UInt(distance)
            return sp < updated(.spWindow, at: sp, from: .window(around: first)).guard
        }
        #expect(deadly == Array(stride(from: 31_680, through: 32_704, by: 64)))
    }

    @Test func spWindowDiesWhenTheStackChangedUnderACallOut() async {
        await #expect(processExitsWith: .exitCode(2)) {
            _ = RuleTests().updated(.spWindow, at: 0x20_0001, callsOut: 1)
        }
    }

    // MARK: requery

    @Test(arguments: [UInt(0x10_0000), 0x10_0001, 0x20_0000, 0x20_0001])
    func requeryQueriesWhateverTheOldBoundsAre(sp: UInt) {
        let machine = updated(.requery, at: sp)
        #expect(machine.bounds == .window(around: sp))
        #expect(machine.queries == 1)
    }

    @Test func requeryUnderACallOutAcceptsTheOldBounds() {
        let machine = updated(.requery, at: 0x20_0000, callsOut: 1)
        #expect(machine.queries == 1)
    }

    @Test(arguments: [UInt(0x10_0000), 0x20_0001])
    func requeryDiesWhenTheStackChangedUnderACallOut(sp: UInt) async {
        await #expect(processExitsWith: .exitCode(2)) { [sp] in
            _ = RuleTests().updated(.requery, at: sp, callsOut: 1)
        }
    }

    // MARK: catalogue

    @Test func namesAreDistinctAndTheFloorIsOneOfThem() {
        let names = StrategyCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.contains(StrategyCatalogue.floor.name))
    }
}
