import CLibrary
import CStackSupport
import CallbackRuntime
import ForeignStacks
import TestSupport
import Testing

/// needMachine and dropMachine. Each test is a process: there is one runtime per process.
@Suite("Machine lifetime")
struct MachineLifetimeTests {
    @Test func staysWithTheThreadUntilItExits() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowStrategy)
            #expect(MachinePool.available == MachinePool.capacity)
            try NativeThread.run {
                let first = machineInCallback()
                let second = machineInCallback()
                #expect(first.id == second.id)
                #expect(second.procid == gettidOfTests())
                #expect(MachinePool.available == MachinePool.capacity - 1)
            }
            #expect(MachinePool.available == MachinePool.capacity, "dropped at thread exit")
        }
    }

    @Test func isDroppedAtTheEndOfEachCallback() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowEachCallback)
            _ = machineInCallback()
            #expect(CallbackRuntime.currentMachine == nil)
            #expect(MachinePool.available == MachinePool.capacity)
        }
    }

    /// Where there is no pthread key, today's rules run with the lifetime of Go 1.20, and the other way round.
    @Test(arguments: BoundsStrategy.Lifetime.allCases)
    func lifetimeIsAKnob(_ lifetime: BoundsStrategy.Lifetime) async {
        let name = lifetime.rawValue
        await #expect(processExitsWith: .success) { [name = name as String] in
            var knobs = Knobs()
            knobs.lifetime = BoundsStrategy.Lifetime(rawValue: name)
            for strategy in [windowStrategy, windowEachCallback] {
                try CallbackRuntime.start(strategy.with(knobs))
                _ = machineInCallback()
                #expect((CallbackRuntime.currentMachine != nil) == (name == "thread"))
                CallbackRuntime.dropMachine()
            }
        }
    }

    /// Zeroed bounds, guard and confidence make the next needMachine refresh.
    @Test func dropZeroesWhatWasRecorded() async {
        await #expect(processExitsWith: .success) {
            // attach records nothing, so a callback sees what the pool hands out
            let inert = BoundsStrategy(
                name: "inert", rule: "", source: "tests", attach: { _, _ in },
                update: { machine, sp in
                    #expect(machine.pointee.bounds == .unknown)
                    #expect(machine.pointee.guard == 0)
                    #expect(machine.pointee.confidenceInBounds == .none)
                    machine.pointee.record(.window(around: sp), .exact)
                })
            try CallbackRuntime.start(inert)
            for _ in 0..<3 {
                _ = machineInCallback()
                CallbackRuntime.dropMachine()
            }
        }
    }

    @Test func signalMaskAndSignalStackAreRestored() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowStrategy)
            var wanted = sigset_t()
            sigemptyset(&wanted)
            sigaddset(&wanted, SIGUSR2)
            pthread_sigmask(SIG_SETMASK, &wanted, nil)
            let machine = machineInCallback()
            #expect(machine.serves_signal == 0)
            var mask = sigset_t()
            pthread_sigmask(SIG_SETMASK, nil, &mask)
            #expect(sigismember(&mask, SIGUSR2) == 1)
            #expect(sigismember(&mask, SIGUSR1) == 0)
            var stack = stack_t()
            sigaltstack(nil, &stack)
            #expect(stack.ss_flags & Int32(SS_DISABLE) == 0, "the machine brought its own")
            CallbackRuntime.dropMachine()
            sigaltstack(nil, &stack)
            #expect(stack.ss_flags & Int32(SS_DISABLE) != 0, "and took it along")
            pthread_sigmask(SIG_SETMASK, nil, &mask)
            #expect(sigismember(&mask, SIGUSR2) == 1)
        }
    }

    @Test func aThreadsOwnSignalStackIsKept() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowStrategy)
            let memory = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 16)
            var own = stack_t(ss_sp: memory, ss_flags: 0, ss_size: 1 << 16)
            sigaltstack(&own, nil)
            _ = machineInCallback()
            var stack = stack_t()
            sigaltstack(nil, &stack)
            #expect(stack.ss_sp == memory)
            CallbackRuntime.dropMachine()
            sigaltstack(nil, &stack)
            #expect(stack.ss_sp == memory)
        }
    }

    /// Many threads take and give back at once: no machine is handed out twice, none is lost.
    @Test func poolSurvivesContention() async {
        await #expect(processExitsWith: .success) {
            try CallbackRuntime.start(windowEachCallback)
            onThreads(8) {
                for _ in 0..<20_000 {
                    let machine = machineInCallback()
                    precondition(machine.procid == gettidOfTests(), "two threads have one machine")
                }
            }
            #expect(MachinePool.available == MachinePool.capacity)
        }
    }
}

/// Kernel thread id of the caller.
func gettidOfTests() -> Int32 { sbs_thread_id() }

/// Ends the process.
func exitOfTests(_ status: Int32) -> Never { exit(status) }
