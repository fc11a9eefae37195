import BoundsStrategies
import CStackSupport
import CallbackRuntime
import Testing

@Suite("grow")
struct GrowTests {
    /// At the edges of the red zone and on other stacks.
    @Test func lessThanARedZoneRunsOnAFreshStack() async {
        await #expect(processExitsWith: .success) {
            let own = ownStack()
            let machine = TestMachine(.grow).attach(at: stackPointer())
            #expect(machine.seen == .exact(own, queries: 1))
            for (sp, stays) in [
                (own.lo + 100 * 1024, true), (own.lo + 100 * 1024 - 1, false), (own.hi, true),
                (own.lo, false),
                (0x15_0000, false), (own.hi + 4096, true),
            ] {
                let runSP = machine.state().update(at: sp).enter(at: sp)
                #expect((runSP == 0) == stays, "\(sp)")
                #expect(machine.confidence == .exact && machine.queries == 0)
                #expect((machine.bounds == own) == stays)
                #expect(stays || machine.bounds.contains(runSP))
                #expect(sbs_owned_stacks_in_use() == (stays ? 0 : 1))
                if !stays { machine.leave(runSP) }
            }
            #expect(sbs_owned_stacks_in_use() == 0)
            #expect(BoundsStrategy.grow.defaultRestore == .on)
        }
    }

    @Test func withoutAStackItStaysWhereItIs() async {
        await #expect(processExitsWith: .success) {
            while sbs_owned_stack_take().hi != 0 {}
            let machine = TestMachine(.grow).attach(at: 0x15_0000)
            #expect(machine.state().enter(at: 0x25_0000) == 0)
            #expect(machine.seen == .window(0x25_0000, queries: 0))
        }
    }
}
