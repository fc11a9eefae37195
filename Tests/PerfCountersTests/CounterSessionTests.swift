import CPerfmon
import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

/// Sessions on a kernel that refuses nothing.
struct CounterSessionTests {
    private let cycles = FakeKernel.truth(type: PERF_TYPE_HARDWARE.rawValue, config: 0)
    private let taskClock = FakeKernel.truth(type: PERF_TYPE_SOFTWARE.rawValue, config: 1)

    @Test func `everything is counted exactly, in the order of the names`() throws {
        let fake = FakeKernel()
        let readings = try fake.measure()
        #expect(readings.map(\.requestedName) == CounterPlan.defaultNames)
        #expect(readings.allSatisfy { $0.unavailability == nil && !$0.scaled })
        #expect(readings[0].value == Double(cycles))
        #expect(readings[5].value == Double(taskClock))
        #expect(readings.map(\.pass) == [1, 1, 1, 1, 2, 1, 1, 1, 3])
    }

    @Test func `the calls that stop the counters are subtracted from the system calls`() throws {
        let truth = Double(FakeKernel.truth(type: PERF_TYPE_TRACEPOINT.rawValue, config: 443))
        let beside = try FakeKernel().measure(["system-calls", "cycles"])[0]
        let alone = try FakeKernel().measure(["system-calls"])[0]
        #expect(beside.value == truth && beside.ownCount == 1)
        #expect(alone.value == truth && alone.ownCount == 1)
        #expect(alone.rawCount == UInt64(truth) + 1)
    }

    @Test func `the leader starts disabled, all are inherited and read with identifiers`() throws {
        let fake = FakeKernel()
        _ = try fake.measure(["task-clock", "page-faults", "cycles", "instructions"])
        let opened = fake.state.withLock { $0.opened }
        #expect(opened.map { $0.disabled } == [1, 0, 1, 0])
        #expect(opened.allSatisfy { $0.inherit == 1 && $0.read_format == 15 })
        #expect(opened.allSatisfy { $0.size == MemoryLayout<perf_event_attr>.size })
    }

    /// The kernel slows down what a tracepoint or a breakpoint counts, by more than it takes.
    @Test func `nothing is open beside what disturbs`() throws {
        for names in [
            ["task-clock", "system-calls"], ["system-calls", "cycles", "task-clock", "calls:ioctl"],
            ["calls:ioctl", "page-faults", "calls:getpid"],
        ] {
            let fake = FakeKernel()
            var session = CounterSession(plan: try CounterPlan(names: names), kernel: fake.kernel)
            let readings = session.measure {
                let open = fake.state.withLock { Set($0.events.values.map(\.attributes.type)) }
                let apart = [PERF_TYPE_TRACEPOINT.rawValue, PERF_TYPE_BREAKPOINT.rawValue]
                #expect(open.isDisjoint(with: apart) || open.count == 1, "\(names): \(open)")
                fake.work()
            }
            #expect(readings.allSatisfy { $0.value != nil })
        }
    }

    @Test func `times are those of the region alone`() throws {
        let reading = try FakeKernel().measure(["task-clock"])[0]
        #expect(reading.timeEnabled == 1000 && reading.timeRunning == 1000)
    }

    @Test func `an empty plan runs its region once`() throws {
        let fake = FakeKernel()
        #expect(try fake.measure([]) == [])
        #expect(fake.state.withLock { $0.works } == 1)
    }

    @Test func `a region is run once per pass, and every descriptor closed once`() throws {
        let fake = FakeKernel()
        let plan = try CounterPlan(names: CounterPlan.defaultNames)
        var session = CounterSession(plan: plan, kernel: fake.kernel)
        #expect(session.passes == 0 && session.plannedPasses == 3)
        for round in 1...3 {
            _ = session.measure { fake.work() }
            #expect(session.passes == 3)
            fake.state.withLock { state in
                #expect(state.works == 3 * round && state.closedUnopened == 0)
                #expect(state.events.isEmpty && state.files.isEmpty)
            }
        }
    }

    @Test func `kernels without inherited group reads are read one by one`() throws {
        let fake = FakeKernel(.init(allowsInheritedGroupReads: false))
        let readings = try fake.measure()
        #expect(readings.allSatisfy { $0.value != nil && $0.notes.contains { $0.contains("one by one") } })
        #expect(readings[0].value == Double(cycles))
    }

    @Test func `user mode alone is recorded, and kernel events are declined`() throws {
        let readings = try FakeKernel(.init(allowsKernelMode: false)).measure()
        let byName = Dictionary(uniqueKeysWithValues: readings.map { ($0.requestedName, $0) })
        #expect(byName["cycles"]?.privilege == .user && byName["cycles"]?.notes.isEmpty == false)
        #expect(byName["cycles"]?.resolvedName.contains("k=0") == true)
        #expect(byName["task-clock"]?.privilege == .userAndKernel && byName["task-clock"]?.value != nil)
        for name in ["context-switches", "system-calls"] {
            #expect(byName[name]?.value == nil)
            #expect(byName[name]?.unavailability?.errorName == "EACCES")
        }
    }
}
