import BenchResults
import Cells
import SystemPackage
import TestSupport
import Testing

/// Verdicts are those of the strategy, whatever limits the shell hands down.
@Suite("Verdicts under limits of the shell")
struct StackLimitTests {
    /// The verdicts of scenarios that use much of the stack of a thread or of the process, after shell commands.
    private static func verdicts(after commands: String) async throws -> [String: SafetyVerdict] {
        try await inTemporaryFolder { folder in
            let result = folder.appending("result.json")
            let run = try await Program.shell.run([
                "-c", "\(commands); exec \"$@\"", "sh", Program.bench.path.string, "check", "--scenario",
                "deep-recursion,deep-first,remaining-room/thread,shallow", "--strategy",
                "fixed,requery,uncached,tiered,anchor,fixed:source=libc-end", "--expectations",
                folder.appending("none.json").string,
                "--output", result.string,
            ])
            #expect(run.status == .exited(0), "\(run.errors)")
            let cells = try ResultStore.read(result, as: CheckResult.self).cells
            return Dictionary(
                uniqueKeysWithValues: cells.map { ("\($0.scenario):\($0.strategy)", $0.verdict) })
        }
    }

    /// Played once, for every case to be compared with.
    private static let usual = Task { try await verdicts(after: "ulimit -S -s 8192") }
    private static let plain = Task { try await verdicts(after: ":") }

    @Test(arguments: ["ulimit -S -s 128", "ulimit -s 272", "ulimit -s 400", "ulimit -S -s unlimited"])
    func theSameAsUnderTheUsualLimit(commands: String) async throws {
        let usual = try await Self.usual.value
        // On the main thread no more can be had than the hard limit allows: then it is not played.
        let limited = try await Self.verdicts(after: commands)
        #expect(usual.count == limited.count)
        for (cell, verdict) in limited where verdict != .unavailable {
            #expect(verdict == usual[cell], "\(cell)")
        }
        let isOnMain = ["deep-recursion/main", "shallow/main"]
        #expect(
            limited.allSatisfy { cell in
                cell.value != .unavailable || isOnMain.contains { cell.key.hasPrefix($0) }
            })
    }

    /// An environment of a megabyte, and signals that are ignored.
    @Test(arguments: ["BIG=$(head -c 100000 /dev/zero | tr '\\0' x); export BIG", "trap '' ALRM USR1 ABRT"])
    func theSameForEveryEnvironment(commands: String) async throws {
        #expect(try await Self.verdicts(after: commands) == Self.plain.value)
    }
}
