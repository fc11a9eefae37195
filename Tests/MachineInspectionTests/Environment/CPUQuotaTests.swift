import SystemPackage
import TestSupport
import Testing

@testable import MachineInspection

/// Quotas of control groups, of both versions and at every height.
struct CPUQuotaTests {
    private static let cgroup = "/sys/fs/cgroup"
    private static let unifiedStat = "nr_periods 93\nnr_throttled 91\nthrottled_usec 6800000\n"
    private static let legacyStat = "nr_periods 93\nnr_throttled 91\nthrottled_time 6800000000\n"

    private func quota(_ files: [String: String]) throws -> Reading<CPUQuota> {
        let root = try FixtureRoot(files)
        return CPUQuota.capture(root.files)
    }

    @Test(arguments: [
        // Its own group, as a host sees it.
        ("0::/a/b\n", ["\(cgroup)/a/b/cpu.max": "25000 100000\n", "\(cgroup)/a/b/cpu.stat": unifiedStat]),
        // The group above it.
        (
            "0::/a/b\n",
            [
                "\(cgroup)/a/b/cpu.max": "max 100000\n", "\(cgroup)/a/cpu.max": "25000 100000\n",
                "\(cgroup)/a/cpu.stat": unifiedStat,
            ]
        ),
        // A container that sees itself as the root.
        ("0::/\n", ["\(cgroup)/cpu.max": "25000 100000\n", "\(cgroup)/cpu.stat": unifiedStat]),
        // Version 1, named as outside of the container.
        (
            "4:cpu,cpuacct:/docker/1\n0::/\n",
            [
                "\(cgroup)/cpu,cpuacct/cpu.cfs_quota_us": "25000\n",
                "\(cgroup)/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
                "\(cgroup)/cpu,cpuacct/cpu.stat": legacyStat,
            ]
        ),
    ])
    func limited(groups: String, files: [String: String]) throws {
        let quota = try #require(quota(files.merging(["/proc/self/cgroup": groups]) { $1 }).value)
        #expect(quota.processors == 0.25 && quota.periods == 93 && quota.throttledPeriods == 91)
        #expect(quota.throttledMicroseconds == 6_800_000)
    }

    @Test(arguments: [
        [:], ["\(cgroup)/cpu.max": "max 100000\n"], ["\(cgroup)/cpu.max": "garbage"],
        ["\(cgroup)/cpu/cpu.cfs_quota_us": "-1\n", "\(cgroup)/cpu/cpu.cfs_period_us": "100000\n"],
    ])
    func none(files: [String: String]) throws {
        let groups = ["/proc/self/cgroup": "1:cpu:/\n0::/\n"]
        #expect(try quota(files.merging(groups) { $1 }).value == CPUQuota.none)
    }

    @Test func unknown() throws {
        #expect(try quota([:]).reason?.hasPrefix("/proc/self/cgroup") == true)
    }
}
