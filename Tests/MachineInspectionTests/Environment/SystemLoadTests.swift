import TestSupport
import Testing

@testable import MachineInspection

struct SystemLoadTests {
    @Test func readsAMachine() throws {
        let root = try FixtureRoot([
            "/proc/loadavg": "0.02 0.01 0.03 1/82 5398\n",
            "/proc/pressure/cpu": "some avg10=0.50 avg60=0.02 avg300=0.14 total=99\n",
            "/proc/stat": "cpu  1 2 3 4 5 6 7 8 0 0\n", "/proc/uptime": "17.5 30.25\n",
            "/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq": "2400000\n",
            "/proc/self/cgroup": "0::/\n", "/sys/fs/cgroup/cgroup.procs": "1\n",
            "/proc/self/mountinfo": "31 23 0:28 / /sys/fs/cgroup rw - cgroup2 none rw\n",
            "/sys/fs/cgroup/cpu.max": "50000 100000\n",
            "/sys/fs/cgroup/cpu.stat": "nr_periods 9\nnr_throttled 2\nthrottled_usec 70\n",
        ])
        let load = SystemLoad.capture(files: root.files)
        #expect(
            try JSON.text(load)
                == #"{"averages":{"fifteenMinutes":0.03,"fiveMinutes":0.01,"oneMinute":0.02},"#
                + #""cpuPressure":{"someAverage10":0.5,"someTotal":99},"#
                + #""cpuQuota":{"group":"\/","periods":9,"processors":0.5,"throttledMicroseconds":70,"throttledPeriods":2},"#
                + #""cpuTime":{"steal":8,"total":36},"#
                + #""frequencyMHz":2400,"uptime":17.5}"#)
        #expect(try JSON.roundTrip(load) == load)
    }

    @Test func saysWhyNot() throws {
        let root = try FixtureRoot(["/proc/loadavg": "busy", "/proc/stat": "cpu 1 2 3 4"])
        let load = SystemLoad.capture(files: root.files)
        #expect(load.averages == .unavailable("/proc/loadavg: not understood: \"busy\""))
        #expect(load.cpuPressure == .unavailable("/proc/pressure/cpu: No such file or directory"))
        #expect(load.cpuTime == .unavailable("/proc/stat: not understood: \"cpu 1 2 3 4\""))
        #expect(try JSON.roundTrip(load) == load)
    }

    @Test func timeOnlyGrows() throws {
        let before = SystemLoad.capture()
        let after = SystemLoad.capture()
        let total = try #require(before.cpuTime.value?.total)
        #expect(try #require(after.cpuTime.value).total >= total)
        guard let pressure = before.cpuPressure.value else {
            try skip(try #require(before.cpuPressure.reason))
        }
        #expect(try #require(after.cpuPressure.value).someTotal >= pressure.someTotal)
    }
}
