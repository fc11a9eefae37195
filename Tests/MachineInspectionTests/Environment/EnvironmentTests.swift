import TestSupport
import Testing

@testable import MachineInspection

struct EnvironmentTests {
    @Test func readsAMachine() throws {
        let cpu = "/sys/devices/system/cpu"
        let root = try FixtureRoot([
            "/etc/os-release": SampleTexts.osRelease,
            "/proc/cpuinfo": SampleTexts.amd,
            "/proc/self/personality": "00040000\n",
            "/proc/self/maps": "1-2 r--p\n2-3 r-xp\n3-4 rw-p\n",
            "/proc/sys/kernel/randomize_va_space": "2\n",
            "/proc/sys/kernel/perf_event_paranoid": "-1\n",
            "/proc/sys/vm/max_map_count": "65530\n",
            "/sys/class/dmi/id/product_name": "m7a.large\n",
            "/sys/hypervisor/type": "xen\n",
            "/sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc\n",
            "/sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never\n",
            "\(cpu)/online": "0-3,8\n",
            "\(cpu)/smt/active": "1\n",
            "\(cpu)/cpu0/cpufreq/scaling_governor": "performance\n",
            "\(cpu)/cpu0/cpufreq/scaling_cur_freq": "3600500\n",
            "\(cpu)/intel_pstate/no_turbo": "1\n",
        ])
        let environment = Environment.capture(files: root.files)

        #expect(environment.system.name == .value("Debian GNU/Linux 12 (bookworm)"))
        #expect(environment.processor.model == .value("AMD EPYC 9R14"))
        #expect(environment.processor.microcode == .value("0xa101148"))
        #expect(environment.processor.online == .value(5))
        #expect(environment.processor.simultaneousMultithreading == .value(true))
        #expect(environment.processor.governor == .value("performance"))
        #expect(environment.processor.boost == .value(false))
        #expect(environment.processor.frequencyMHz == .value(3600.5))
        #expect(environment.processor.hypervisorFlag == .value(true))
        #expect(environment.processor.hypervisorType == .value("xen"))
        #expect(environment.processor.productName == .value("m7a.large"))
        #expect(environment.kernel.randomizeVASpace == .value(2))
        #expect(environment.kernel.perfEventParanoid == .value(-1))
        #expect(environment.kernel.maxMapCount == .value(65530))
        #expect(environment.kernel.clockSource == .value("tsc"))
        #expect(environment.kernel.transparentHugePages == .value("madvise"))
        #expect(environment.process.randomizationDisabled == .value(true))
        #expect(environment.process.mappings == .value(3))
        #expect(try JSON.roundTrip(environment) == environment)
    }

    @Test func prefersTheFirstOfTwoSources() throws {
        let cpu = "/sys/devices/system/cpu"
        let root = try FixtureRoot([
            "/proc/cpuinfo": SampleTexts.intel,
            "/usr/lib/os-release": "PRETTY_NAME=Vendor",
            "\(cpu)/cpufreq/boost": "1",
            "\(cpu)/intel_pstate/no_turbo": "1",
        ])
        let environment = Environment.capture(files: root.files)
        #expect(environment.processor.boost == .value(true))
        #expect(environment.processor.frequencyMHz == .value(1800))
        #expect(environment.system.name == .value("Vendor"))
    }

    /// As in a container without /proc, /sys and /etc: each file's value has its reason, and what comes
    /// from system calls is there all the same.
    @Test func readsNothing() throws {
        let root = try FixtureRoot([:])
        let environment = Environment.capture(files: root.files)
        let text = try JSON.text(environment)
        #expect(
            text.split(separator: "No such file or directory", omittingEmptySubsequences: false).count > 18)
        #expect(!text.contains("null"))
        #expect(environment.process.mappings == .unavailable("/proc/self/maps: No such file or directory"))
        #expect(
            environment.processor.boost
                == .unavailable(
                    "/sys/devices/system/cpu/cpufreq/boost: No such file or directory; "
                        + "/sys/devices/system/cpu/intel_pstate/no_turbo: No such file or directory"))
        #expect(environment.system.kernelRelease.value?.isEmpty == false)
        #expect(try JSON.roundTrip(environment) == environment)
    }

    @Test func readsThisMachine() throws {
        let environment = Environment.capture()
        #expect(try JSON.roundTrip(environment) == environment)
        #expect(environment.system.machine.value?.isEmpty == false)
        #expect(environment.process.stackSoftLimit.value != nil)
        #expect(environment.process.stackHardLimit.value != nil)
        let allowed = try #require(environment.processor.allowed.value)
        #expect(allowed >= 1)
        #expect(environment.system.libcName == .value("glibc"))
        #expect(environment.system.libcVersion.value?.hasPrefix("2.") == true)
        guard let online = environment.processor.online.value else {
            try skip(try #require(environment.processor.online.reason))
        }
        #expect(allowed <= online)
    }
}
