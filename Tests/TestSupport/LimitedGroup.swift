import CLibrary
import FoundationEssentials
import SystemPackage

/// A control group with a CPU quota, and one in it without, which is for what a test starts.
package struct LimitedGroup {
    private let outer: FilePath
    /// Shell commands that move the shell into the inner group.
    package var enter: String { "echo $$ > \(outer)/inner/cgroup.procs" }

    /// Makes the groups.
    ///
    /// - Parameter percent: how much of one processor may be used, in periods of 100 ms.
    /// - Throws: `ThisMachineCannot`, which needs root and a hierarchy of version 1, or of 2 that has the controller.
    package init(percent: Int) throws {
        for top in ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/cpu,cpuacct", "/sys/fs/cgroup"] {
            guard let made = Self.make(in: FilePath(top), percent: percent) else { continue }
            outer = made
            return
        }
        throw ThisMachineCannot()
    }

    /// Why there is none.
    package struct ThisMachineCannot: Error, CustomStringConvertible {
        package var description: String { "no control group with a CPU quota can be made: it takes root" }
    }

    private static func make(in top: FilePath, percent: Int) -> FilePath? {
        let outer = top.appending("bench-test-\(getpid())-\(UInt32.random(in: 0 ... .max))")
        guard mkdir(outer.string, 0o755) == 0 else { return nil }
        let limits = [("cpu.cfs_quota_us", "\(percent)000\n"), ("cpu.max", "\(percent)000 100000\n")]
        let isLimited = limits.contains { file, text in
            guard let file = try? FileDescriptor.open(outer.appending(file), .writeOnly) else { return false }
            defer { try? file.close() }
            return (try? file.writeAll(text.utf8)) != nil
        }
        if isLimited, mkdir(outer.appending("inner").string, 0o755) == 0 { return outer }
        rmdir(outer.string)
        return nil
    }

    /// Removes both, when nothing is in them any more.
    package func remove() {
        // A process that has ended leaves its group a moment later.
        let inner = outer.appending("inner")
        for _ in 0..<500 {
            if rmdir(inner.string) == 0 { break }
            usleep(20_000)
        }
        rmdir(outer.string)
    }
}
