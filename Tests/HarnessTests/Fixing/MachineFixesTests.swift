import BenchResults
import CLibrary
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

@testable import Harness

/// What `bench doctor --fix` writes, and `--undo` writes back, on a machine that is a folder.
@Suite("Fixes of a machine")
struct MachineFixesTests {
    private static let (paranoid, boost) = (FolderMachine.paranoid, FolderMachine.boost)
    private static func governor(_ cpu: Int) -> String { FolderMachine.governor(cpu) }

    private func onMachine(_ body: (FolderMachine) throws -> Void) throws {
        try inTemporaryFolder { try body(FolderMachine($0)) }
    }

    private static let fixed = [
        paranoid: "1", boost: "0", governor(0): "performance", governor(1): "performance",
    ]

    @Test func onlyWhatFailedIsChangedAndAllOfItComesBack() throws {
        try onMachine { machine in
            let wanted = machine.wanted("perf_event_paranoid", "governor", "turbo", "SMT", "load")
            #expect(wanted.map(\.file) == [Self.paranoid, Self.governor(0), Self.governor(1), Self.boost])
            let report = try machine.fixes.apply(wanted)
            #expect(report.done.count == 4 && report.failed.isEmpty, "\(report)")
            #expect(machine.changed == Self.fixed)
            #expect(try machine.stored().changes.map(\.before) == ["3", "schedutil", "powersave", "1"])

            let undone = try machine.fixes.undo()
            #expect(undone.done.count == 4 && undone.failed.isEmpty, "\(undone)")
            #expect(machine.changed.isEmpty && !machine.record.exists)
            #expect(try machine.fixes.undo().done.first?.hasPrefix("nothing to undo") == true)
        }
    }

    @Test func whatIsWellIsNotWanted() throws {
        try onMachine { machine in
            let well: [Check] = [
                .ok("perf_event_paranoid", "3, which this process is exempt from"), .ok("ASLR", "full"),
            ]
            #expect(KernelFix.wanted(by: well, machine.files).isEmpty)
            // Root is exempt, the user in whose name it asks is not.
            let wanted = KernelFix.wanted(by: well, machine.files, isForOthers: true)
            #expect(wanted.map(\.file) == [Self.paranoid])
            try machine.set(Self.paranoid, "0")
            #expect(KernelFix.wanted(by: well, machine.files, isForOthers: true).isEmpty)
            #expect(machine.wanted("max_map_count").isEmpty, "it has the value")
            #expect(machine.wanted("ASLR").map(\.after) == ["2"])
        }
    }

    @Test func theClockSourceIsOneThatTheKernelOffers() throws {
        try onMachine { machine in
            let folder = "/sys/devices/system/clocksource/clocksource0"
            try machine.set("\(folder)/current_clocksource", "hpet")
            try machine.set("\(folder)/available_clocksource", "hpet acpi_pm")
            #expect(machine.wanted("clock source").isEmpty)
            try machine.set("\(folder)/available_clocksource", "hpet kvm-clock acpi_pm")
            #expect(machine.wanted("clock source").map(\.after) == ["kvm-clock"])
        }
    }

    @Test func aDryRunChangesNothing() throws {
        try onMachine { machine in
            let wanted = machine.wanted("governor")
            #expect(try machine.fixes.apply(wanted, isDry: true).done.count == 2)
            #expect(machine.changed.isEmpty && !machine.record.removingLastComponent().exists)
            _ = try machine.fixes.apply(wanted)
            let record = try machine.record.data()
            #expect(try machine.fixes.undo(isDry: true).done.count == 2)
            #expect(try machine.changed.count == 2 && machine.record.data() == record)
        }
    }

    /// Fixed twice, with another value in between: the first is the one to come back.
    @Test func theFirstValueIsTheOriginal() throws {
        try onMachine { machine in
            _ = try machine.fixes.apply(machine.wanted("perf_event_paranoid"))
            try machine.set(Self.paranoid, "2")
            _ = try machine.fixes.apply(machine.wanted("perf_event_paranoid", "turbo"))
            #expect(try machine.stored().changes.map(\.before) == ["3", "1"])
            _ = try machine.fixes.undo()
            #expect(machine.changed.isEmpty)
        }
    }

    @Test func whatSomeoneElseSetSinceIsLeftAlone() throws {
        try onMachine { machine in
            _ = try machine.fixes.apply(machine.wanted("governor", "turbo"))
            try machine.set(Self.governor(0), "ondemand")
            try machine.set(Self.boost, "1")
            let report = try machine.fixes.undo()
            #expect(report.done.count == 2 && report.failed.isEmpty, "\(report)")
            #expect(report.done.contains { $0.contains("left alone") && $0.contains("ondemand") })
            #expect(machine.changed == [Self.governor(0): "ondemand"] && !machine.record.exists)
        }
    }

    @Test func aCPUThatIsGoneStaysOnRecord() throws {
        try onMachine { machine in
            _ = try machine.fixes.apply(machine.wanted("governor"))
            #expect(unlink(machine.place(Self.governor(1)).string) == 0)
            let report = try machine.fixes.undo()
            #expect(report.failed.count == 1 && report.failed[0].contains("cpu1/"), "\(report)")
            #expect(try machine.stored().changes.map(\.file) == [Self.governor(1)])
            try machine.set(Self.governor(1), "performance")
            #expect(try machine.fixes.undo().failed.isEmpty)
            #expect(machine.changed.isEmpty && !machine.record.exists)
        }
    }

    /// The kernel has its own values again after a start.
    @Test func anEarlierStartsRecordSaysNothing() throws {
        try onMachine { machine in
            let boot = "/proc/sys/kernel/random/boot_id"
            _ = try machine.fixes.apply(machine.wanted("turbo"))
            try machine.set(boot, "second")
            #expect(try machine.fixes.undo().done.first?.contains("started anew") == true)
            #expect(!machine.record.exists && machine.changed[Self.boost] == "0")
            try machine.set(boot, "first")
            try machine.set(Self.boost, "1")
            _ = try machine.fixes.apply(machine.wanted("turbo"))
            try machine.set(boot, "second")
            try machine.set(Self.governor(0), "ondemand")
            _ = try machine.fixes.apply(machine.wanted("governor"))
            #expect(try machine.stored().changes.map(\.before) == ["ondemand", "powersave"])
        }
    }

    /// A file that takes numbers alone, and keeps the one it has; and one that takes all and keeps nothing.
    @Test func whatTheKernelRefusesIsNotOnRecord() throws {
        try onMachine { machine in
            let place = machine.place(Self.governor(0))
            #expect(unlink(place.string) == 0 && symlink("/proc/self/oom_score_adj", place.string) == 0)
            let found = try #require(machine.files.value(of: Self.governor(0)))
            let report = try machine.fixes.apply(machine.wanted("governor"))
            #expect(report.done.count == 1 && report.failed.count == 1, "\(report)")
            #expect(report.failed[0].hasSuffix("run: echo performance > \(Self.governor(0))"))
            #expect(report.failed[0].contains("Invalid argument"))
            #expect(try machine.stored().changes.map(\.file) == [Self.governor(1)])
            #expect(machine.files.value(of: Self.governor(0)) == found)

            let boost = machine.place(Self.boost)
            let fix = KernelFix(check: "turbo", file: Self.boost, before: "1", after: "0")
            #expect(unlink(boost.string) == 0 && symlink("/dev/null", boost.string) == 0)
            #expect(try machine.fixes.apply([fix]).failed.first?.contains("the kernel keeps nothing") == true)
            #expect(unlink(boost.string) == 0)
            #expect(try machine.fixes.apply([fix]).failed.first?.contains("No such file") == true)
        }
    }

    @Test(arguments: [
        "", "{", #"{"schema":"stack-bounds-bench/fixes","schemaVersion":2,"boot":"first","changes":[]}"#,
        #"{"schema":"stack-bounds-bench/doctor","schemaVersion":1}"#,
        #"{"schema":"stack-bounds-bench/fixes","schemaVersion":1,"changes":[{"check":"turbo"}]}"#,
        record(file: "/etc/passwd"), record(file: "/proc/sys/../../etc/passwd"), record(value: "1\\n2"),
    ])
    func aDamagedRecordStopsEverything(text: String) throws {
        try onMachine { machine in
            _ = try machine.fixes.apply(machine.wanted("turbo"))
            try machine.record.write(text)
            for attempt in [
                { try machine.fixes.undo() }, { try machine.fixes.apply(machine.wanted("governor")) },
            ] {
                let error = #expect(throws: CommandStopped.self) { _ = try attempt() }
                #expect(error?.exitStatus == ExitStatus.usage)
                #expect(
                    error?.description.contains("fixes.json: ") == true
                        && error?.description.contains("\n") == false)
            }
            #expect(try machine.changed == [Self.boost: "0"] && machine.record.text() == text)
        }
    }

    private static func record(file: String = boost, value: String = "1") -> String {
        #"{"schema":"stack-bounds-bench/fixes","schemaVersion":1,"boot":"first","changes":[{"check":"turbo","#
            + #""file":"\#(file)","before":"\#(value)","after":"0"}]}"#
    }

    @Test func twoAtOnce() throws {
        try onMachine { machine in
            _ = try machine.fixes.apply(machine.wanted("turbo"))
            let lock = try FileDescriptor.open(
                machine.record.removingLastComponent().appending("lock"), .readWrite)
            defer { try? lock.close() }
            #expect(FileLock.take(lock))
            let error = #expect(throws: CommandStopped.self) { _ = try machine.fixes.undo() }
            #expect(error?.description.contains("another bench") == true)
            #expect(machine.changed == [Self.boost: "0"])
        }
    }
}
