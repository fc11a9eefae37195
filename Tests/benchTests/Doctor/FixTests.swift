import BenchResults
import CLibrary
import SystemPackage
import TestSupport
import Testing

/// `bench doctor --fix` and `--undo`, as a user starts them, in a mount namespace in which files of the kernel are a
/// test's and /var/lib is empty.
@Suite("Doctor's fixes", .requires(.root), .requires(.mountNamespaces))
struct FixTests {
    private static let aslr = "/proc/sys/kernel/randomize_va_space"
    private static let paranoid = "/proc/sys/kernel/perf_event_paranoid"
    private static let record = "/var/lib/stack-bounds-bench/fixes.json"

    /// Runs commands, `bench` among them, where ASLR is in part and counters are closed.
    private func run(_ commands: String, in folder: FilePath) async throws -> Program.Run {
        let copy = folder.appending("bench")
        try copy.write(Program.bench.path.data())
        chmod(copy.string, 0o755)
        chmod(folder.string, 0o777)
        try folder.appending("aslr").write("1\n")
        try folder.appending("paranoid").write("3\n")
        let mounts = """
            mount -t tmpfs none /var/lib && mount --bind aslr \(Self.aslr) && mount --bind paranoid \(Self.paranoid)
            """
        return try await Program.shell.run(
            "-c", "exec unshare -m sh -c '\(mounts) && \(commands)'", in: folder)
    }

    @Test func setsWhatFailedAndPutsItBack() async throws {
        try await inTemporaryFolder { folder in
            let run = try await run(
                """
                ./bench doctor --fix --dry-run >dry; cat aslr; test -e \(Self.record) || echo none
                ./bench doctor --fix >fixed; echo $?; cat aslr paranoid; cp \(Self.record) fixes.json
                ./bench doctor --undo >undone; echo $?; cat aslr; test -e \(Self.record) || echo none
                ./bench doctor --undo >again; echo $?
                """, in: folder)
            #expect(
                run.output.split(separator: "\n") == ["1", "none", "0", "2", "3", "0", "1", "none", "0"],
                "\(run)")
            #expect(run.errors.contains("bench: ASLR: would set \(Self.aslr) from 1 to 2\n"), "\(run.errors)")
            #expect(run.errors.contains("bench: ASLR: \(Self.aslr) was 1 and is 2\n"))
            #expect(run.errors.contains("bench: ASLR: \(Self.aslr) was 2 and is 1 again\n"))
            #expect(run.errors.contains("bench: nothing to undo: "))
            #expect(
                run.errors.contains("\(Self.paranoid) stays 3, from which this process is exempt"),
                "\(run.errors)")
            #expect(try folder.appending("fixed").text().contains("ASLR                   ok"))
            #expect(try folder.appending("undone").text().contains("ASLR                   warn"))
            let record = try ResultStore.read(folder.appending("fixes.json"), as: FixRecord.self)
            #expect(record.changes == [.init(check: "ASLR", file: Self.aslr, before: "1", after: "2")])
            try await JSONSchema.check(folder.appending("fixes.json"), "fixes")
        }
    }

    /// Root may count whatever the level is, and so has nothing to fix, but the user who asked it has.
    @Test func rootFixesForTheUserWhoAskedIt() async throws {
        try await inTemporaryFolder { folder in
            let run = try await run(
                "SUDO_UID=1000 ./bench doctor --fix >/dev/null; cat paranoid; ./bench doctor --undo >/dev/null; cat paranoid",
                in: folder)
            #expect(run.output == "1\n3\n", "\(run)")
        }
    }

    @Test func withoutPrivilegesSaysWhatToType() async throws {
        guard Program(named: "setpriv") != nil else {
            try skip("there is no setpriv: apt-get install util-linux")
        }
        try await inTemporaryFolder { folder in
            let user = "setpriv --reuid 65534 --regid 65534 --clear-groups ./bench doctor"
            let run = try await run(
                """
                \(user) --fix >/dev/null; echo $?; cat aslr paranoid; ./bench doctor --fix >/dev/null 2>&1
                echo undo >&2; \(user) --undo >/dev/null; echo $?; cat aslr
                """, in: folder)
            #expect(run.output == "1\n1\n3\n1\n2\n", "\(run)")
            let parts = run.errors.split(separator: "undo\n")
            #expect(parts.count == 2)
            let commands = ["echo 2 > \(Self.aslr)\n", "echo 1 > \(Self.paranoid)\n"]
            for command in commands {
                #expect(parts[0].contains("as root, outside of a container, run: \(command)"))
            }
            #expect(parts[1].hasSuffix("echo 1 > \(Self.aslr)\n"), "\(parts[1])")
        }
    }

    @Test func aDamagedRecordIsOneLine() async throws {
        try await inTemporaryFolder { folder in
            let run = try await run(
                """
                mkdir -p /var/lib/stack-bounds-bench; echo oops >\(Self.record)
                ./bench doctor --fix; echo $?; ./bench doctor --undo; echo $?; cat aslr \(Self.record)
                """, in: folder)
            #expect(run.output == "2\n2\n1\noops\n", "\(run)")
            #expect(
                run.complaints.count == 2
                    && run.complaints.allSatisfy { $0.contains("fixes.json: not a result") })
        }
    }
}
