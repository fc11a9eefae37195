import SystemPackage
import TestSupport
import Testing

@testable import MachineInspection

/// Quotas of control groups, of both versions, at every height and wherever they are mounted.
struct CPUQuotaTests {
    static let cgroup = "/sys/fs/cgroup"
    private static let stat = "nr_periods 93\nnr_throttled 91\nthrottled_usec 6800000\n"
    private static let legacyStat = "nr_periods 93\nnr_throttled 91\nthrottled_time 6800000000\n"
    private static let unified = "31 23 0:28 / \(cgroup) rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"

    /// Of a machine whose `/proc/self/cgroup` and `/proc/self/mountinfo` are given, with other files: the folder of each
    /// is a group, and so is the one above.
    private func quota(_ groups: String, _ mounts: String, _ files: [String: String]) throws -> Reading<
        CPUQuota
    > {
        var texts = files
        texts["/proc/self/cgroup"] = groups
        texts["/proc/self/mountinfo"] = "24 1 0:20 / /proc rw - proc none rw\n" + mounts
        for file in files.keys {
            let group = FilePath(file).removingLastComponent()
            for folder in [group, group.removingLastComponent()] {
                texts[folder.appending("cgroup.procs").string] = "1\n"
            }
        }
        let root = try FixtureRoot(texts)
        return CPUQuota.capture(root.files)
    }

    private static func limit(_ folder: String, _ quota: String = "25000 100000") -> [String: String] {
        ["\(folder)/cpu.max": "\(quota)\n", "\(folder)/cpu.stat": stat]
    }

    private static func legacyLimit(_ folder: String) -> [String: String] {
        [
            "\(folder)/cpu.cfs_quota_us": "25000\n", "\(folder)/cpu.cfs_period_us": "100000\n",
            "\(folder)/cpu.stat": legacyStat,
        ]
    }

    private static let top = ["\(cgroup)/cgroup.controllers": "cpu\n"]

    static let limited: [(String, String, [String: String], String)] = [
        // Its own group, as a host sees it.
        ("0::/a/b\n", unified, top.merging(limit("\(cgroup)/a/b")) { $1 }, "/a/b"),
        // The group above it.
        (
            "0::/a/b\n", unified,
            top.merging(limit("\(cgroup)/a")) { $1 }.merging([
                "\(cgroup)/a/b/cpu.max": "max 100000\n", "\(cgroup)/a/b/cpu.stat": "usage_usec 1\n",
            ]) { $1 }, "/a"
        ),
        // A container that sees itself as the root.
        ("0::/\n", unified, limit(cgroup), "/"),
        // Version 1, named as outside of the container, which has its own group mounted.
        (
            "4:cpu,cpuacct:/docker/1\n0::/\n",
            "32 31 0:29 /docker/1 \(cgroup)/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n",
            legacyLimit("\(cgroup)/cpu,cpuacct"), "/docker/1"
        ),
        // Both versions: the controller is in the older, whatever the newer has.
        (
            "4:cpu:/a\n3:cpuset:/\n0::/b\n",
            "32 31 0:29 / /cgroup/v1\\040cpu rw - cgroup cgroup rw,cpu\n33 31 0:30 / \(cgroup)/cpuset rw - cgroup cgroup rw,cpuset\n"
                + unified,
            limit("\(cgroup)/b", "1 100000").merging(legacyLimit("/cgroup/v1 cpu/a")) { $1 }, "/a"
        ),
        // A process that was moved out of its namespace, with a mount from there.
        (
            "0::/../../x/y\n", "31 23 0:28 /../../x /mine rw - cgroup2 none rw\n", limit("/mine/y"),
            "/../../x/y"
        ),
        // Mounted twice: the one that shows more of the groups, though the other comes first.
        (
            "0::/a/b\n", "30 23 0:28 /a/b /inner rw - cgroup2 none rw\n" + unified,
            limit("/inner", "max 100000").merging(limit("\(cgroup)/a")) { $1 }.merging(top) { $1 }, "/a"
        ),
        // A mount that lies hidden: its folder has nothing.
        (
            "0::/a\n", unified + "30 23 0:28 /a /inner rw - cgroup2 none rw\n", limit("/inner"), "/a"
        ),
    ]

    @Test(arguments: limited)
    func isFound(groups: String, mounts: String, files: [String: String], group: String) throws {
        let quota = try #require(quota(groups, mounts, files).value)
        #expect(quota.processors == 0.25 && quota.periods == 93 && quota.throttledPeriods == 91)
        #expect(quota.throttledMicroseconds == 6_800_000 && quota.group == group && quota.others == nil)
    }

    /// The lowest limits what can be used, but a wider one that others share may be the one that stops.
    @Test func allAroundAreKept() throws {
        let files = Self.top.merging(Self.limit("\(Self.cgroup)/a", "200000 100000")) { $1 }
            .merging(Self.limit("\(Self.cgroup)/a/b", "50000 100000")) { $1 }
            .merging(Self.limit("\(Self.cgroup)/a/b/c", "max 100000")) { $1 }
        let quota = try #require(quota("0::/a/b/c\n", Self.unified, files).value)
        #expect(quota.all.map(\.group) == ["/a/b", "/a", "/a/b/c"])
        #expect(quota.all.map(\.processors) == [0.5, 2, nil])
        #expect(try JSON.roundTrip(quota) == quota)
    }

    @Test(arguments: [
        top, ["\(cgroup)/cpu.max": "max 100000\n", "\(cgroup)/cpu.stat": "usage_usec 1\n"],
        top.merging(limit("\(cgroup)/other")) { $1 },
    ])
    func none(files: [String: String]) throws {
        #expect(try quota("0::/\n", Self.unified, files).value == .unused)
        let legacy = Self.unified + "32 31 0:29 / \(Self.cgroup)/cpu rw - cgroup cgroup rw,cpu\n"
        let unlimited = [
            "\(Self.cgroup)/cpu/cpu.cfs_quota_us": "-1\n", "\(Self.cgroup)/cpu/cpu.cfs_period_us": "100000\n",
            "\(Self.cgroup)/cpu/cpu.stat": "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n",
        ]
        #expect(try quota("1:cpu:/\n0::/\n", legacy, unlimited.merging(files) { $1 }).value == .unused)
    }

    @Test func noneWithoutControlGroups() throws {
        #expect(try quota("3:memory:/\n", "", [:]).value == .unused)
    }

    /// What cannot be read or understood is not taken for no limit.
    @Test(arguments: [
        ("0::/\n", "", [:], "no mounted cgroup file system"),
        ("0::/\n", "31 23 garbage\n31 - cgroup2\n - \n", top, "no mounted cgroup file system"),
        ("0::/../x\n", unified, limit(cgroup), "this process's group, /../x"),
        (
            "0::/a\n", "31 23 0:28 /b \(cgroup) rw - cgroup2 none rw\n", limit(cgroup),
            "this process's group, /a"
        ),
        ("0::/\n", unified, limit(cgroup, "garbage"), "/cpu.max: not understood"),
        ("0::/\n", unified, limit(cgroup, "-5 100000"), "/cpu.max: not understood"),
        ("0::/\n", unified, limit(cgroup, "5 0"), "/cpu.max: not understood"),
        ("0::/\n", unified, ["\(cgroup)/cpu.max": "5 100000\n"], "/cpu.stat: No such file"),
        (
            "0::/\n", unified, ["\(cgroup)/cpu.max": "5 100000\n", "\(cgroup)/cpu.stat": "nr_periods 7\n"],
            "/cpu.stat: not understood"
        ),
        (
            "1:cpu:/\n", "32 31 0:29 / /cpu rw - cgroup cgroup rw,cpu\n", ["/cpu/cpu.cfs_quota_us": "-1\n"],
            "/cpu/cpu.cfs_period_us: No such file"
        ),
    ])
    func unknown(groups: String, mounts: String, files: [String: String], reason: String) throws {
        let found = try #require(quota(groups, mounts, files).reason)
        #expect(found.contains(reason), "\(found)")
    }

    @Test func unknownWithoutProc() throws {
        let root = try FixtureRoot([:])
        #expect(CPUQuota.capture(root.files).reason?.hasPrefix("/proc/self/cgroup") == true)
        let halved = try FixtureRoot(["/proc/self/cgroup": "0::/\n"])
        #expect(CPUQuota.capture(halved.files).reason?.hasPrefix("/proc/self/mountinfo") == true)
    }
}
