import BoundsStrategies
import CallbackRuntime
import Testing

@Suite("budget")
struct BudgetTests {
    private let budget: UInt = 984 * 1024

    @Test func attachQueriesOnce() {
        #expect(TestMachine(.budget).attach(at: stackPointer()).queries == 1)
        #expect(TestMachine(.budget).state(inSignal: true).attach(at: stackPointer()).queries == 0)
    }

    @Test(arguments: [UInt(0x1000_0000), 0x1000_0001, 0x2000_0000])
    func outermostTakesTheBudgetBelowSP(sp: UInt) {
        let machine = TestMachine(.budget).attach(at: stackPointer())
        #expect(machine.state().update(at: sp).bounds == StackBounds(lo: sp - budget, hi: sp))
        #expect(machine.confidence == .estimate)
        #expect(machine.queries == 0)
        #expect(machine.bounds.contains(sp))
    }

    @Test func budgetEndsAtAddressZero() {
        let machine = TestMachine(.budget).attach(at: stackPointer()).update(at: 4096)
        #expect(machine.bounds == StackBounds(lo: 0, hi: 4096))
    }

    /// One byte above the thread's low bound, exactly at it, and where the budget just reaches it.
    @Test func budgetEndsAtTheThreadsLowBound() throws {
        let own = ownStack()
        let machine = TestMachine(.budget).attach(at: stackPointer())
        #expect(machine.update(at: own.lo + 1).bounds == StackBounds(lo: own.lo, hi: own.lo + 1))
        #expect(machine.update(at: own.lo).bounds == StackBounds(lo: own.lo - budget, hi: own.lo))
        let enough = own.lo + budget
        #expect(machine.update(at: enough).bounds.lo == own.lo)
        try #require(own.contains(enough + 16), "a stack of the tests is smaller than the budget")
        #expect(machine.update(at: enough + 16).bounds.lo == own.lo + 16)
    }

    @Test(arguments: [UInt(0x10_0000), 0x15_0000, 0x7FFF_0000])
    func innerEntriesKeepIt(sp: UInt) {
        let machine = TestMachine(.budget).attach(at: stackPointer()).recording(callsOut: 1)
        #expect(machine.update(at: sp).seen == .exact(TestMachine.old, queries: 0))
    }
}
