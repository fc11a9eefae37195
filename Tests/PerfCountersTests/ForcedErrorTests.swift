import CPerfmon
import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

/// Each system call, failing in each way.
struct ForcedErrorTests {
    @Test(arguments: [
        (Errno.noSuchFileOrDirectory, "ENOENT"), (.permissionDenied, "EACCES"), (.notPermitted, "EPERM"),
        (.noFunction, "ENOSYS"), (.tooManyOpenFiles, "EMFILE"), (.tooManyOpenFilesInSystem, "ENFILE"),
        (.invalidArgument, "EINVAL"), (.resourceBusy, "EBUSY"), (.notSupported, "EOPNOTSUPP"),
        (.noSpace, "ENOSPC"), (.argListTooLong, "E2BIG"), (.noMemory, "ENOMEM"),
    ])
    func `opening fails with a reason and a remedy`(error: Errno, name: String) throws {
        let fake = FakeKernel(
            .init(refuse: { call in
                if case .openEvent = call { error } else { nil }
            }))
        let readings = try fake.measure()
        #expect(fake.state.withLock { $0.works } == 1)
        for reading in readings {
            let reason = try #require(reading.unavailability)
            #expect(reading.value == nil && reading.rawCount == nil && reading.pass == nil)
            // ENOTSUP and EOPNOTSUPP are one number on Linux.
            #expect(reason.errorNumber == error.rawValue)
            #expect(reason.errorName == name || name == "EOPNOTSUPP" && reason.errorName == "ENOTSUP")
            #expect(!reason.remedy.isEmpty && !reason.description.contains("\n"))
        }
    }

    @Test func `a refusal names the level and the remedy, or the sandbox`() {
        func reason(_ level: Int64?, _ privilege: CounterPrivilege) -> String {
            CounterUnavailability.opening(
                .permissionDenied, source: .hardware, privilege: privilege, paranoidLevel: level
            ).description
        }
        #expect(reason(3, .user).contains("paranoid is 3, at most 2 is needed"))
        #expect(reason(2, .userAndKernel).contains("paranoid is 2, at most 1 is needed"))
        #expect(reason(2, .userAndKernel).contains("sysctl kernel.perf_event_paranoid=1"))
        #expect(reason(2, .userAndKernel).contains("CAP_PERFMON"))
        #expect(reason(nil, .kernel).contains("cannot be read"))
        #expect(reason(2, .user).contains("seccomp") && !reason(2, .user).contains("sysctl"))
    }

    @Test(arguments: 0..<4)
    func `the others of a group are counted when one is refused`(refused: Int) throws {
        let names = ["cycles", "instructions", "branch-misses", "L1-dcache-load-misses"]
        let events = try CounterPlan(names: names).counters.map { $0.choices[0].attributes }
        let target = FakeKernel.Call.openEvent(type: events[refused].type, config: events[refused].config)
        let fake = FakeKernel(.init(refuse: { $0 == target ? .noSuchFileOrDirectory : nil }))
        let readings = try fake.measure(names)
        for (index, reading) in readings.enumerated() {
            let truth = FakeKernel.truth(type: events[index].type, config: events[index].config)
            #expect(reading.value == (index == refused ? nil : Double(truth)))
        }
    }

    @Test(arguments: [FakeKernel.Call.identifier, .enable, .disable, .readEvent])
    func `an event that opens but does not work has no value`(call: FakeKernel.Call) throws {
        let fake = FakeKernel(.init(refuse: { $0 == call ? .ioError : nil }))
        for reading in try fake.measure() {
            #expect(reading.value == nil && reading.unavailability?.errorName == "EIO")
        }
        fake.state.withLock { #expect($0.events.isEmpty && $0.closedUnopened == 0) }
    }

    @Test(arguments: [1, 8, 30, 1000])
    func `short reads give no value`(missing: Int) throws {
        for allowsGroups in [true, false] {
            let fake = FakeKernel(
                .init(allowsInheritedGroupReads: allowsGroups, missingBytes: { missing }))
            for reading in try fake.measure() {
                #expect(reading.value == nil && reading.unavailability?.cause.contains("bytes") == true)
            }
        }
    }

    @Test func `a member that the answer leaves out has no value`() throws {
        let fake = FakeKernel(.init(alter: { words in [words[0] - 1] + words[1..<(words.count - 2)] }))
        let readings = try fake.measure(["task-clock", "page-faults", "minor-faults"])
        #expect(readings.filter { $0.value == nil }.count >= 1)
        #expect(readings.allSatisfy { $0.value == nil || $0.value == Double($0.rawCount!) })
    }

    @Test func `counts that go backwards have no value`() throws {
        let fake = FakeKernel(
            .init(alter: { words in
                var words = words
                words[3] = 1_000_000 - words[3]
                return words
            }))
        let reading = try fake.measure(["page-faults"])[0]
        #expect(reading.value == nil && reading.unavailability?.cause.contains("contradict") == true)
    }
}
