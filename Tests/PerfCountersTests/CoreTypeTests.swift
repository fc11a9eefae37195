import CPerfmon
import FoundationEssentials
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import PerfCounters

/// Processors with several types of core, on a fake kernel: no such machine was there.
struct CoreTypeTests {
    private static let big = CoreType(name: "cpu_core", number: 4, cpus: CPUList("0-3")!)
    private static let small = CoreType(name: "cpu_atom", number: 10, cpus: CPUList("4-7")!)
    private let cycles = Double(FakeKernel.truth(type: PERF_TYPE_HARDWARE.rawValue, config: 0))
    private let misses = Double(FakeKernel.truth(type: PERF_TYPE_HW_CACHE.rawValue, config: 0x10000))

    private func kernel(
        on cpus: [Int]?, time: [UInt32: UInt64], _ change: (inout FakeKernel.Behaviour) -> Void = { _ in }
    ) -> FakeKernel {
        var behaviour = FakeKernel.Behaviour()
        (behaviour.coreTypes, behaviour.allowedCPUs) = ([Self.big, Self.small], cpus)
        behaviour.timeOnCores = time
        change(&behaviour)
        return FakeKernel(behaviour)
    }

    private func opened(_ fake: FakeKernel) -> [UInt64] {
        fake.state.withLock { $0.opened.filter { FakeKernel.isHardware($0.type) }.map { $0.config >> 32 } }
    }

    @Test(arguments: [(2, 4 as UInt32, "cpu_core"), (5, 10, "cpu_atom")])
    func `a thread on one CPU is counted on its type of core`(cpu: Int, number: UInt32, name: String) throws {
        let fake = kernel(on: [cpu], time: [number: 1000])
        let readings = try fake.measure(["cycles", "L1-dcache-load-misses", "task-clock"])
        #expect(opened(fake) == [UInt64(number), UInt64(number)])
        #expect(readings.prefix(2).map(\.value) == [cycles, misses])
        #expect(readings.prefix(2).allSatisfy { !$0.scaled && $0.coreTypes == [name] })
        #expect(readings[0].notes == ["counted on cores of type \(name)"])
        #expect(readings[2].coreTypes == nil && readings[2].notes.isEmpty && readings[2].value != nil)
    }

    /// A thread that stays on cores of one type does not run the event of the other, which is no count of 0.
    @Test(arguments: [0, 1, 250, 500, 999, 1000] as [UInt64])
    func `elsewhere the counts of both are added, wherever the thread was`(share: UInt64) throws {
        for cpus in [[0, 1, 2, 3, 4, 5, 6, 7], [3, 4], nil] as [[Int]?] {
            let fake = kernel(on: cpus, time: [4: share, 10: 1000 - share])
            let readings = try fake.measure(["cycles", "L1-dcache-load-misses"])
            #expect(opened(fake) == [4, 4, 10, 10])
            #expect(readings.map(\.value) == [cycles, misses])
            for reading in readings {
                #expect(!reading.scaled && reading.pass == 1 && reading.timeEnabled == reading.timeRunning)
                #expect(reading.coreTypes == ["cpu_core", "cpu_atom"])
            }
        }
    }

    @Test func `an event that neither type runs is not counted`() throws {
        let reading = try kernel(on: nil, time: [:]).measure(["cycles"])[0]
        #expect(reading.value == nil && reading.rawCount == nil)
        #expect(reading.unavailability?.cause.contains("never ran") == true)
    }

    @Test func `of a counter that took turns the whole is estimated, or nothing`() throws {
        let scaled = try kernel(on: nil, time: [4: 480, 10: 480]).measure(["cycles"])[0]
        #expect(scaled.scaled && scaled.value == cycles)
        let seldom = try kernel(on: nil, time: [4: 470, 10: 470]).measure(["cycles"])[0]
        #expect(seldom.value == nil && seldom.unavailability?.cause.contains("94 %") == true)
    }

    /// Small cores lack some events. The kernel does not tell reliably whether a thread was there.
    @Test(arguments: [0, 500, 1000] as [UInt64])
    func `what one type refuses is counted on the other alone`(share: UInt64) throws {
        func kernel(on cpus: [Int]?) -> FakeKernel {
            self.kernel(on: cpus, time: [4: share, 10: 1000 - share]) {
                $0.refuse = { call in
                    guard case .openEvent(_, let config) = call, config == 10 << 32 | 0x10000 else {
                        return nil
                    }
                    return .noSuchFileOrDirectory
                }
            }
        }
        let everywhere = kernel(on: nil)
        let readings = try everywhere.measure(["cycles", "L1-dcache-load-misses"])
        #expect(readings[0].value == cycles && readings[0].coreTypes == ["cpu_core", "cpu_atom"])
        #expect(readings[1].value == nil && readings[1].unavailability?.errorName == "ENOENT")
        #expect(readings[1].unavailability?.cause.hasPrefix("cpu_atom: ") == true)
        #expect(readings[1].unavailability?.remedy.contains("--cpu: cpu_core counts it") == true)
        #expect(everywhere.state.withLock { $0.works == 1 && $0.events.isEmpty })
        let there = try kernel(on: [0]).measure(["L1-dcache-load-misses"])[0]
        #expect((there.value != nil) == (share == 1000) && there.coreTypes == ["cpu_core"])
    }

    @Test func `what both refuse says why`() throws {
        let fake = kernel(on: nil, time: [4: 1000]) { $0.refuse = { _ in .noSuchFileOrDirectory } }
        let reading = try fake.measure(["cycles"])[0]
        #expect(reading.value == nil && reading.unavailability?.errorName == "ENOENT")
    }

    @Test func `a group that one type cannot hold is counted in parts on both`() throws {
        let fake = kernel(on: nil, time: [4: 300, 10: 700]) { $0.largestGroups[10] = 2 }
        let readings = try fake.measure(["cycles", "instructions", "branches"])
        #expect(readings.map(\.pass) == [1, 1, 2])
        #expect(readings.allSatisfy { !$0.scaled && $0.coreTypes?.count == 2 && $0.value != nil })
        #expect(fake.state.withLock { $0.events.isEmpty })
    }

    @Test func `numbers that cannot be true together are no count`() {
        let count = EventCount(count: 5, enabled: 100, running: 100)
        // In threads that ended on the other type neither was enabled, as far as the kernel tells.
        let all = EventCount(onEachTypeOfCore: [count, EventCount(count: 5, enabled: 90, running: 50)])
        #expect(all.map { CountVerdict($0) } == .exact(10))
        #expect(EventCount(onEachTypeOfCore: [count, EventCount(count: 5, enabled: 90, running: 91)]) == nil)
        // The second was started a little later; the thread was on its type all the time.
        let late = EventCount(
            onEachTypeOfCore: [
                EventCount(count: 0, enabled: 100, running: 0),
                EventCount(count: 7, enabled: 99, running: 99),
            ])
        #expect(late.map { CountVerdict($0) } == .exact(7))
        let most = EventCount(count: .max, enabled: .max, running: .max)
        #expect(EventCount(onEachTypeOfCore: [most, most])?.count == .max)
    }

    @Test func `types are found by their files`() throws {
        let devices = "/sys/bus/event_source/devices"
        let files = [
            "cpu_atom/type": "10\n", "cpu_atom/cpus": "4-7\n", "cpu_core/type": "4\n",
            "cpu_core/cpus": "0-3\n",
            "uncore_imc_0/type": "23\n", "uncore_imc_0/cpumask": "0\n", "software/type": "1\n",
            "cpu_odd/type": "x\n", "cpu_odd/cpus": "3\n", "cpu_empty/type": "11\n", "cpu_empty/cpus": "\n",
        ]
        func types(_ wanted: (String) -> Bool) throws -> [CoreType] {
            try inTemporaryFolder { root in
                for (path, text) in files where wanted(path) {
                    try root.writing("\(devices)/\(path)", text)
                }
                return CoreType.all(below: root.string)
            }
        }
        #expect(try types { _ in true } == [Self.big, Self.small])
        #expect(try types { !$0.hasPrefix("cpu_atom") } == [])
        #expect(try types { _ in false } == [])
        #expect(CoreType.reachable([Self.big, Self.small], on: [8]) == [])
    }
}

extension FilePath {
    fileprivate func writing(_ path: String, _ text: String) throws {
        let file = FilePath(string + path)
        try FileManager.default.createDirectory(
            atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
        try file.write(text)
    }
}
