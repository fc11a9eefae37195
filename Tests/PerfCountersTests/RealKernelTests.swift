import CPerfmon
import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

/// The running kernel, whatever it permits: each test holds as root, as anyone else, and at every
/// `kernel.perf_event_paranoid`.
struct RealKernelTests {
    private func measure(_ names: String, _ region: () -> Void) throws -> [CounterReading] {
        var session = CounterSession(plan: try CounterPlan(commaSeparated: names))
        return session.measure(region)
    }

    /// A value or a reason, never both or neither.
    private func checkForm(_ reading: CounterReading) {
        #expect((reading.value == nil) == (reading.unavailability != nil))
        if let reason = reading.unavailability {
            #expect(!reason.description.contains("\n"))
            #expect(!reason.cause.isEmpty && !reason.remedy.isEmpty)
        }
    }

    @Test func `the default set gives a value or a reason for each name`() throws {
        var session = CounterSession(plan: try CounterPlan(names: CounterPlan.defaultNames))
        var runs = 0
        let readings = session.measure { runs += 1 }
        #expect(readings.map(\.requestedName) == CounterPlan.defaultNames)
        #expect(runs == session.passes && runs >= 1)
        for reading in readings { checkForm(reading) }
    }

    @Test func `the task clock runs`() throws {
        let reading = try measure("task-clock") { spin(100_000) }[0]
        checkForm(reading)
        if let value = reading.value { #expect(value > 0) }
        #expect(reading.unit == .nanoseconds && reading.privilege == .userAndKernel)
    }

    @Test func `fresh pages fault once each`() throws {
        let pages = FreshPages(count: 512)
        let reading = try measure("page-faults") { pages.touch() }[0]
        checkForm(reading)
        if let value = reading.value { #expect(value >= 512 && value < 600) }
    }

    @Test(arguments: [0, 1, 1000]) func `system calls are counted exactly`(calls: Int) throws {
        let reading = try measure("system-calls") {
            for _ in 0..<calls { _ = getppid() }
        }[0]
        checkForm(reading)
        if let value = reading.value {
            #expect(value == Double(calls) && reading.ownCount == 1)
        } else {
            #expect(reading.unavailability?.errorNumber != nil)
        }
    }

    @Test func `a group inside another adds the two calls that start and stop it`() throws {
        let lookup = TracepointLookup(kernel: .linux)
        guard let identifier = try? lookup.identifier(of: .systemCalls) else { return }
        var outer = EventGroup(kernel: .linux)
        var inner = EventGroup(kernel: .linux)
        let systemCalls = TracepointName.systemCalls.encoding(identifier: identifier)
        guard (try? outer.add(counter: 0, choices: [systemCalls])) != nil else { return }
        let clock = try CounterPlan(names: ["task-clock"]).counters[0].choices
        guard (try? inner.add(counter: 1, choices: clock)) != nil else { return }
        var outside = MeasuredGroup(outer)
        var inside = MeasuredGroup(inner)
        outside.start()
        inside.start()
        for _ in 0..<100 { _ = getppid() }
        inside.stop()
        outside.stop()
        #expect(try outside.outcome()[0].get()?.count == 103)
    }

    @Test func `a second measurement starts from zero`() throws {
        var session = CounterSession(plan: try CounterPlan(names: ["system-calls", "task-clock"]))
        for calls in [1000, 10, 0] {
            let reading = session.measure {
                for _ in 0..<calls { _ = getppid() }
            }[0]
            if let value = reading.value { #expect(value == Double(calls)) }
        }
    }

    @Test func `a tracepoint counts behind a clock that leads the group`() throws {
        let names = "task-clock,page-faults,raw_syscalls:sys_enter,syscalls:sys_enter_getppid"
        let readings = try measure(names) {
            for _ in 0..<500 { _ = getppid() }
        }
        for reading in readings { checkForm(reading) }
        if let value = readings[2].value { #expect(value == 500) }
        if let value = readings[3].value { #expect(value == 500) }
    }

    @Test func `threads started in the region are counted`() throws {
        let pages = FreshPages(count: 512)
        let readings = try measure("page-faults,system-calls") {
            onThread {
                pages.touch()
                for _ in 0..<1000 { _ = getppid() }
            }
        }
        for reading in readings { checkForm(reading) }
        if let value = readings[0].value { #expect(value >= 512) }
        if let value = readings[1].value { #expect(value >= 1000) }
    }

    @Test func `context switches are counted or declined, never 0 by exclusion`() throws {
        let reading = try measure("context-switches") { onThread {} }[0]
        checkForm(reading)
        if let value = reading.value {
            #expect(value >= 1 && reading.privilege == .userAndKernel)
        } else if reading.unavailability?.errorName == "EACCES" {
            #expect(reading.unavailability?.description.contains("perf_event_paranoid") == true)
        }
    }

    @Test func `an unknown tracepoint is unavailable`() throws {
        let reading = try measure("no_such_subsystem:no_such_event") {}[0]
        checkForm(reading)
        #expect(reading.value == nil && reading.source == .tracepoint)
    }

    @Test func `no descriptor stays open`() throws {
        let open = Mutex(Set<Int32>())
        var kernel = PerfKernel.linux
        kernel.openEvent = { (attributes, leader) throws(Errno) in
            let descriptor = try PerfKernel.linux.openEvent(attributes, leader)
            open.withLock { _ = $0.insert(descriptor) }
            return descriptor
        }
        kernel.close = { descriptor in
            open.withLock { _ = $0.remove(descriptor) }
            PerfKernel.linux.close(descriptor)
        }
        var session = CounterSession(plan: try CounterPlan(names: CounterPlan.defaultNames), kernel: kernel)
        for _ in 0..<20 {
            _ = session.measure {}
            #expect(open.withLock { $0.isEmpty })
        }
    }
}
