import BoundsStrategies
import CStackSupport
import CallbackRuntime
import Testing

/// There is one pool of owned stacks per process, so each test is a process.
@Suite("hop")
struct HopTests {
    /// Whatever SP is, with or without calls out or a signal: the machine's own stack, and no query.
    @Test func outermostCallbackRunsOnTheMachinesStack() async {
        await #expect(processExitsWith: .success) {
            let machine = TestMachine(.hop).attach(at: stackPointer())
            #expect(machine.confidence == .exact)
            let own = machine.bounds
            #expect(own.hi - own.lo == SBS_OWNED_STACK_BYTES)
            for sp in [stackPointer(), 1, 0x15_0000, own.hi, UInt.max] {
                for callsOut: UInt32 in [0, 1] {
                    for inSignal in [false, true] {
                        machine.recording(callsOut: callsOut, inSignal: inSignal).update(at: sp)
                        let runSP = machine.enter(at: sp)
                        #expect(machine.seen == .exact(own, queries: 0))
                        #expect(own.hi - runSP < 4096 && runSP % 16 == 0)
                        machine.leave(runSP)
                    }
                }
            }
            #expect(sbs_owned_stacks_in_use() == 1)
            machine.detach()
            #expect(sbs_owned_stacks_in_use() == 0)
        }
    }

    /// Callbacks in progress each have a stack, in whatever order they end.
    @Test func callbacksInProgressHaveStacksOfTheirOwn() async {
        await #expect(processExitsWith: .success) {
            let machine = TestMachine(.hop).attach(at: stackPointer())
            let runs = (0..<9).map { _ in machine.enter(at: 0x15_0000) }
            let stacks = runs.map { sbs_owned_stack_holding($0).lo }
            #expect(Set(stacks).count == 9)
            #expect(sbs_owned_stacks_in_use() == 9)
            for index in [3, 8, 0, 5, 1, 7, 2, 6, 4] { machine.leave(runs[index]) }
            #expect(sbs_owned_stacks_in_use() == 1)
            #expect(sbs_owned_stack_holding(machine.enter(at: 1)).lo == stacks[0], "the machine's own again")
        }
    }

    /// A thread exits while a callback is suspended on its machine's stack: nobody else gets that stack
    /// before the callback has ended.
    @Test func suspendedCallbackKeepsItsStack() async {
        await #expect(processExitsWith: .success) {
            let machine = TestMachine(.hop).attach(at: stackPointer())
            let suspended = machine.enter(at: 0x15_0000)
            machine.detach()
            let other = TestMachine(.hop).attach(at: stackPointer())
            #expect(sbs_owned_stack_holding(other.enter(at: 1)).lo != sbs_owned_stack_holding(suspended).lo)
            #expect(sbs_owned_stacks_in_use() == 2)
            machine.leave(suspended)
            #expect(sbs_owned_stacks_in_use() == 1)
        }
    }

    @Test func withoutAStackItStaysWhereItIs() async {
        await #expect(processExitsWith: .success) {
            var taken = 0
            while sbs_owned_stack_take().hi != 0 { taken += 1 }
            #expect(taken == Int(SBS_OWNED_STACKS))
            let machine = TestMachine(.hop).attach(at: 0x15_0000)
            #expect(machine.seen == .window(0x15_0000, queries: 0))
            #expect(machine.enter(at: 0x25_0000) == 0)
            #expect(machine.seen == .window(0x25_0000, queries: 0))
        }
    }
}
