import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

/// Hardware groups that do not get enough of the hardware.
struct StarvedGroupTests {
    private let names = ["cycles", "instructions", "branch-misses", "L1-dcache-load-misses", "task-clock"]

    private func session(_ fake: FakeKernel) throws -> CounterSession {
        CounterSession(plan: try CounterPlan(names: names), kernel: fake.kernel)
    }

    @Test(arguments: [0, 1, 500, 949] as [UInt64])
    func `they are split and run again until every count is exact`(share: UInt64) throws {
        let fake = FakeKernel(.init(registers: 2, crowdedShare: share))
        var session = try session(fake)
        let readings = session.measure { fake.work() }
        #expect(readings.map(\.requestedName) == names)
        #expect(readings.allSatisfy { $0.value != nil && !$0.scaled })
        #expect(readings.map(\.pass) == [2, 2, 3, 3, 1])
        #expect(session.passes == 3 && session.plannedPasses == 2)

        // The next measurement begins with what was learnt.
        #expect(session.measure { fake.work() }.map(\.pass) == [1, 1, 2, 2, 1])
        #expect(session.passes == 2)
    }

    @Test func `one register gives one event per pass`() throws {
        let fake = FakeKernel(.init(registers: 1))
        var session = try session(fake)
        let readings = session.measure { fake.work() }
        #expect(readings.map(\.requestedName) == names)
        #expect(readings.allSatisfy { $0.value != nil && !$0.scaled })
        #expect(session.passes == 7 && session.plannedPasses == 4)
    }

    @Test func `no register at all gives no value, and no endless loop`() throws {
        let fake = FakeKernel(.init(registers: 0))
        var session = try session(fake)
        let readings = session.measure { fake.work() }
        try #require(readings.map(\.requestedName) == names)
        for reading in readings.dropLast() {
            #expect(reading.value == nil && reading.rawCount == nil && reading.timeRunning == 0)
            #expect(reading.unavailability?.cause.contains("never ran") == true)
        }
        #expect(readings.last?.value != nil)
    }

    @Test func `a single event below 95 % is hidden but keeps its raw count`() throws {
        let fake = FakeKernel(.init(registers: 0, crowdedShare: 940))
        let reading = try fake.measure(["cycles"])[0]
        #expect(reading.value == nil && reading.rawCount == 2820)
        #expect(reading.unavailability?.cause.contains("94 %") == true)
    }

    @Test func `from 95 % on the value is scaled and the group stays whole`() throws {
        let fake = FakeKernel(.init(registers: 2, crowdedShare: 950))
        var session = try session(fake)
        let readings = session.measure { fake.work() }
        #expect(session.passes == 1)
        #expect(readings.map(\.requestedName) == names)
        #expect(readings.dropLast().allSatisfy { $0.scaled })
        #expect(readings[0].value == 3000)
    }

    @Test func `events that a group does not admit are counted separately`() throws {
        let fake = FakeKernel(.init(largestGroup: 3))
        var session = try session(fake)
        let readings = session.measure { fake.work() }
        #expect(readings.map(\.pass) == [1, 1, 1, 2, 1])
        #expect(session.plannedPasses == 2)
    }
}
