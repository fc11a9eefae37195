import CPerfmon
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import PerfCounters

/// The running kernel, whatever it permits: each test holds as root, as anyone else, and at every
/// `kernel.perf_event_paranoid`.
struct RealKernelTests {
    /// Measures a region with some counters, of which each gives a value or a reason, never both or neither.
    private func measure(_ names: String, _ region: () -> Void) throws -> [CounterReading] {
        var session = CounterSession(plan: try CounterPlan(commaSeparated: names))
        let readings = session.measure(region)
        #expect(readings.map(\.requestedName) == names.split(separator: ",").map(String.init))
        for reading in readings {
            #expect((reading.value == nil) == (reading.unavailability != nil))
            if let reason = reading.unavailability {
                #expect(!reason.description.contains("\n"))
                #expect(!reason.cause.isEmpty && !reason.remedy.isEmpty)
            }
        }
        return readings
    }

    @Test func `the default set gives a value or a reason for each name`() throws {
        var session = CounterSession(plan: try CounterPlan(names: CounterPlan.defaultNames))
        var runs = 0
        let readings = session.measure { runs += 1 }
        #expect(readings.map(\.requestedName) == CounterPlan.defaultNames)
        #expect(runs == session.passes && runs >= 1)
        #expect(readings.allSatisfy { ($0.value == nil) == ($0.unavailability != nil) })
    }

    @Test func `the task clock runs`() throws {
        let reading = try measure("task-clock") { spin(100_000) }[0]
        #expect(reading.unit == .nanoseconds && reading.privilege == .userAndKernel)
        #expect(try reading.valueOrSkip() > 0)
    }

    @Test func `fresh pages fault once each`() throws {
        let pages = FreshPages(count: 512)
        let reading = try measure("page-faults") { pages.touch() }[0]
        #expect(try (512..<600).contains(reading.valueOrSkip()))
    }

    @Test(arguments: [0, 1, 1000]) func `system calls are counted exactly`(calls: Int) throws {
        let reading = try measure("system-calls") {
            for _ in 0..<calls { _ = getppid() }
        }[0]
        #expect(reading.value != nil || reading.unavailability?.errorNumber != nil)
        #expect(try reading.valueOrSkip() == Double(calls))
        #expect(reading.ownCount == 1)
    }

    @Test func `a group inside another adds the two calls that start and stop it`() throws {
        let lookup = TracepointLookup(kernel: .linux)
        let identifier = try orSkip { try lookup.identifier(of: .systemCalls) }
        var outer = EventGroup(kernel: .linux)
        var inner = EventGroup(kernel: .linux)
        let systemCalls = TracepointName.systemCalls.encoding(identifier: identifier)
        try orSkip { try outer.add(counter: 0, choices: [systemCalls]) }
        let clock = try CounterPlan(names: ["task-clock"]).counters[0].choices
        try orSkip { try inner.add(counter: 1, choices: clock) }
        let outside = MeasuredGroup(outer)
        let inside = MeasuredGroup(inner)
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
            #expect(try reading.valueOrSkip() == Double(calls))
        }
    }

    @Test func `a tracepoint counts in a group that a clock leads`() throws {
        let names = "task-clock,page-faults,raw_syscalls:sys_enter,syscalls:sys_enter_getppid"
        let readings = try measure(names) {
            for _ in 0..<500 { _ = getppid() }
        }
        #expect(try readings[2].valueOrSkip() == 500)
        #expect(try readings[3].valueOrSkip() == 500)
    }

    @Test func `threads started in the region are counted`() throws {
        let pages = FreshPages(count: 512)
        let readings = try measure("page-faults,system-calls") {
            onThreads(1) {
                pages.touch()
                for _ in 0..<1000 { _ = getppid() }
            }
        }
        #expect(try readings[0].valueOrSkip() >= 512)
        #expect(try readings[1].valueOrSkip() >= 1000)
    }

    @Test func `context switches are counted or declined, never 0 by exclusion`() throws {
        let reading = try measure("context-switches") { onThreads(1) {} }[0]
        if let reason = reading.unavailability, reason.errorName == "EACCES" {
            #expect(reason.description.contains("perf_event_paranoid"))
        }
        #expect(try reading.valueOrSkip() >= 1)
        #expect(reading.privilege == .userAndKernel)
    }

    @Test func `an unknown tracepoint is unavailable`() throws {
        let reading = try measure("no_such_subsystem:no_such_event") {}[0]
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
