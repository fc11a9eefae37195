import BoundsStrategies
import CStackSupport
import CallbackRuntime
import ForeignStacks
import TestSupport
import Testing

/// Rules whose check is a fault. Each test that faults is a process.
@Suite("fault, own-guard")
struct FaultTests {
    @Test func faultHasNoBounds() async {
        await #expect(processExitsWith: .success) {
            let machine = TestMachine(.fault).attach(at: stackPointer())
            #expect(machine.confidence == .none && machine.machine.guard == 1121 && machine.queries == 1)
            #expect(TestMachine(.fault).state(inSignal: true).attach(at: 1).queries == 0)
        }
    }

    @Test(arguments: [BoundsStrategy.fault.name, BoundsStrategy.ownGuard.name])
    func anOverflowIsNamed(strategy: String) async throws {
        let result = await #expect(processExitsWith: .signal(6), observing: [\.standardErrorContent]) {
            [strategy] in
            try CallbackRuntime.start(try StrategyCatalogue.strategy(named: strategy))
            try NativeThread.run { sbs_callback({ _, _ in overflowForever() }, nil) }
        }
        let errors = try #require(result).errors
        #expect(errors.contains("runtime: stack overflow at 0x"))
        #expect(errors.contains("fatal error: stack overflow\n"))
    }

    /// Far from SP and from the guard: passed on, and so the default action.
    @Test(arguments: [BoundsStrategy.fault.name, BoundsStrategy.ownGuard.name])
    func anyOtherFaultIsNot(strategy: String) async throws {
        let result = await #expect(processExitsWith: .signal(11), observing: [\.standardErrorContent]) {
            [strategy] in
            try CallbackRuntime.start(try StrategyCatalogue.strategy(named: strategy))
            try NativeThread.run { sbs_callback({ _, _ in touchNothing() }, nil) }
        }
        #expect(try !#require(result).errors.contains("stack overflow"))
    }

    @Test func ownGuardProtectsTheLowestPageUntilTheMachineIsDropped() async {
        await #expect(processExitsWith: .success) {
            try NativeThread.run(stackBytes: 1 << 20) {
                let (own, page) = (ownStack(), UInt(StackRegion.pageSize))
                let machine = TestMachine(.ownGuard).attach(at: stackPointer())
                #expect(machine.seen == .exact(StackBounds(lo: own.lo + page, hi: own.hi), queries: 1))
                #expect(machine.machine.guard == 0)
                var mapping = sbs_mapping()
                #expect(sbs_query_mapping(own.lo, &mapping) == 0 && mapping.end == own.lo + page)
                machine.detach()
                #expect(sbs_query_mapping(own.lo, &mapping) == 0 && mapping.end > own.lo + page)
            }
        }
    }

    @Test func ownGuardLeavesAStackAloneThatIsNearlyUsedUp() {
        let sp = UInt(sbs_stack_pointer())
        let region = sbs_protect_lowest_page(sbs_bounds(lo: sp - 8192, hi: sp + 4096))
        #expect(region.hi == 0)
        #expect(sbs_protect_lowest_page(sbs_bounds(lo: 0, hi: 0)).hi == 0)
    }
}

@inline(never)
private func overflowForever() {
    var block = (0, 0, 0, 0, 0, 0, 0, 0)
    withUnsafeMutableBytes(of: &block) { bytes in
        bytes[0] = 1
        if sbs_stack_pointer() != 1 { overflowForever() }
        bytes[1] = bytes[0]
    }
}

private func touchNothing() {
    UnsafeMutableRawPointer(bitPattern: 64)?.storeBytes(of: 1, as: UInt8.self)
}
