import BenchResults
import SystemPackage
import TestSupport
import Testing

/// Where something is missing: the same table, or one line and exit status 1. `scripts/environments` has many more.
@Suite("Unfriendly machines")
struct UnfriendlyMachineTests {
    private func run(_ commands: String, _ arguments: String, in folder: FilePath) async throws -> Program.Run
    {
        try await Program.shell.run(
            ["-c", "\(commands)\nexec \"$0\" \(arguments)", Program.bench.path.string], in: folder,
            environment: ["TMPDIR": folder.string])
    }

    private static let quick = "run --quick --workload thread --strategy fixed,requery --output x.json"

    /// A command of the shell as root of its own mounts.
    private func mounted(_ mounts: String, _ arguments: String, in folder: FilePath) async throws
        -> Program.Run
    {
        try await Requirement.mountNamespaces.orSkip()
        return try await Program.shell.run(
            [
                "-c", "exec unshare -m sh -c '\(mounts); exec \"$0\" \(arguments)' \"$0\"",
                Program.bench.path.string,
            ], in: folder, environment: ["TMPDIR": folder.string])
    }

    static let mounts = [
        "mount -t tmpfs none /proc", "mount -t proc -o subset=pid none /proc", "mount -t tmpfs none /sys",
        "mount -t tmpfs none /dev", "mount --bind /dev/null /proc/cpuinfo",
    ]

    @Test(arguments: mounts, ["", " --counters auto", " --counters off"])
    func withoutAFileSystemTheTableIsTheSame(mounts: String, counters: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await mounted(mounts, Self.quick + counters, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try ResultStore.read(folder.appending("x.json"))
            #expect(result.cells.allSatisfy { $0.status == .measured })
        }
    }

    static let limits = [
        "ulimit -n 10": "too many open files", "ulimit -s 64": "a stack of 64 KiB is not enough",
        "ulimit -f 0": "file too large",
    ]

    @Test(arguments: limits.keys.sorted())
    func aLimitIsOneLine(commands: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await run(commands, Self.quick, in: folder)
            // Root may raise the limit of the stack again.
            #expect(run.status == .exited(1) || commands.contains("-s") && run.status == .exited(0))
            if run.status == .exited(1) {
                #expect(run.complaints.count == 1, "\(run.errors)")
                #expect(
                    run.errors.lowercased().contains(try #require(Self.limits[commands]).lowercased()))
                #expect(try folder.entries().filter { !$0.hasPrefix("x.json") }.isEmpty)
            }
        }
    }

    /// A parent that ignores SIGCHLD hands that down.
    @Test(arguments: ["trap '' CHLD", "exec <&-", "exec 2>&-", "exec <&- 2>&-"])
    func whatAParentHandsDownChangesNothing(commands: String) async throws {
        try await inTemporaryFolder { folder in
            let run = try await run(commands, Self.quick, in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(try ResultStore.read(folder.appending("x.json")).isComplete)
        }
    }
}
