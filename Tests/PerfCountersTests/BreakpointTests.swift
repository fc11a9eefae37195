import CLibrary
import CPerfmon
import TestSupport
import Testing

@testable import PerfCounters

/// Calls of functions, counted by the debug registers that virtual machines have too.
struct BreakpointTests {
    private static let functions = ["getuid", "geteuid", "getgid", "getegid", "getppid", "getpgrp"]
    private static let names = functions.map { "calls:" + $0 }

    private func measure(_ names: [String], _ region: () -> Void) throws -> [CounterReading] {
        var session = CounterSession(plan: try CounterPlan(names: names))
        return session.measure(region)
    }

    @Test func `a breakpoint is at the function's first instruction, in user mode`() throws {
        let counter = try CounterPlan(names: ["calls:getppid"]).counters[0]
        #expect(counter.source == .breakpoint && counter.source.isDeterministic)
        let attributes = counter.choices[0].attributes
        #expect(attributes.type == PERF_TYPE_BREAKPOINT.rawValue)
        #expect(attributes.bp_addr == UInt64(UInt(bitPattern: dlsym(nil, "getppid"))))
        #expect(attributes.exclude_kernel == 1 && counter.choices[0].privilege == .user)
    }

    /// A variable is never called: its count would always be 0.
    @Test(arguments: ["calls:", "calls:no_such_function", "calls:environ", "calls:a b", "calls:getppid:u"])
    func `a name that is no function is refused before anything is opened`(name: String) {
        #expect(throws: CounterNameError.self) { try CounterPlan(names: [name]) }
    }

    @Test(arguments: [0, 1, 1000]) func `calls are counted exactly`(calls: Int) throws {
        let reading = try measure(["calls:getppid"]) { for _ in 0..<calls { _ = getppid() } }[0]
        #expect(reading.value != nil || reading.unavailability?.errorNumber != nil)
        #expect(try reading.valueOrSkip() == Double(calls))
        #expect(reading.ownCount == 0 && !reading.scaled)
    }

    /// Starting and stopping the counters calls ioctl too.
    @Test func `calls of the function that controls the counters are the region's alone`() throws {
        for names in [["calls:ioctl"], ["calls:ioctl", "task-clock", "calls:getppid"]] {
            let reading = try measure(names) { for _ in 0..<100 { _ = cperf_control(-1, CPERF_IOC_ID) } }[0]
            #expect(try reading.valueOrSkip() == 100)
            #expect(reading.ownCount == 1)
        }
    }

    /// The kernel refuses the fifth breakpoint with ENOSPC instead of multiplexing.
    @Test func `more than the registers hold are counted in several runs of the region, exactly`() throws {
        let readings = try measure(Self.names) {
            for _ in 0..<10 { _ = getuid() }
            for _ in 0..<20 { _ = geteuid() }
            for _ in 0..<30 { _ = getgid() }
            for _ in 0..<40 { _ = getegid() }
            for _ in 0..<50 { _ = getppid() }
            for _ in 0..<60 { _ = getpgrp() }
        }
        // One register is enough to count all of them, one by one.
        if !readings.contains(where: { $0.value != nil }) { _ = try readings[0].valueOrSkip() }
        #expect(readings.map(\.value) == [10, 20, 30, 40, 50, 60])
        #expect(readings.map(\.pass) == [1, 1, 1, 1, 2, 2])
        #expect(readings.allSatisfy { $0.timeRunning == $0.timeEnabled && !$0.scaled })
    }

    @Test func `a register that another profiler holds costs a run, not a count`() throws {
        for registers in [1, 2, 3] {
            let fake = FakeKernel(.init(debugRegisters: registers))
            let plan = try CounterPlan(names: Self.names)
            var session = CounterSession(plan: plan, kernel: fake.kernel)
            for _ in 0..<2 {
                let readings = session.measure { fake.work() }
                try #require(readings.map(\.requestedName) == Self.names)
                for (reading, counter) in zip(readings, plan.counters) {
                    let address = counter.choices[0].attributes.bp_addr
                    let truth = FakeKernel.truth(type: PERF_TYPE_BREAKPOINT.rawValue, config: address)
                    #expect(reading.value == Double(truth) && !reading.scaled)
                }
            }
        }
        let none = try FakeKernel(.init(debugRegisters: 0)).measure(Self.names)
        #expect(none.allSatisfy { $0.value == nil && $0.unavailability?.errorName == "ENOSPC" })
    }

    @Test func `threads started in the region are counted`() throws {
        let reading = try measure(["calls:getppid"]) { onThreads(1) { for _ in 0..<100 { _ = getppid() } } }[
            0]
        #expect(try reading.valueOrSkip() == 100)
    }

    @Test func `breakpoints, tracepoints and clocks work together`() throws {
        let names = ["calls:getppid", "system-calls", "task-clock", "calls:getuid"]
        let readings = try measure(names) {
            for _ in 0..<100 {
                _ = getppid()
                _ = getuid()
            }
        }
        #expect(readings.map(\.requestedName) == names)
        for (reading, calls) in zip(readings, [100.0, 200, nil, 100]) {
            let value = try reading.valueOrSkip()
            if let calls { #expect(value == calls, "\(reading.requestedName)") }
        }
    }
}
