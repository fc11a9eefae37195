import CLibrary
import SystemPackage
import TestSupport
import Testing

/// Foreign programs that end at once, crash, write without end or hang: one line, and what can be done without
/// them is done.
@Suite("Foreign programs that misbehave")
struct HostileToolTests {
    private static let result = Repository.reference.appending("result.json").string
    /// How a program misbehaves, as a script of the shell.
    static let behaviours = [
        "exit 0", "exit 3", "kill -SEGV $$", "kill -KILL $$", "echo nonsense", "cat /dev/zero",
        "exec 1>&- 2>&-; exit 1",
        "setsid sleep 1000 & exit 0", "printf '\\033[2J\\007' >&2; exit 1",
    ]

    private func run(_ arguments: [String], with name: String, doing script: String) async throws
        -> Program.Run
    {
        try await inTemporaryFolder { folder in
            let tool = folder.appending(name)
            try tool.write("#!/bin/sh\n\(script)\n")
            chmod(tool.string, 0o755)
            let path = getenv("PATH").map { String(cString: $0) } ?? ""
            return try await Program.bench.run(
                arguments, in: name == "git" ? nil : folder,
                environment: ["PATH": "\(folder):\(path)", "TMPDIR": folder.string])
        }
    }

    @Test(arguments: behaviours)
    func gnuplot(script: String) async throws {
        let run = try await run(["report", Self.result], with: "gnuplot", doing: script)
        #expect(run.status == .exited(0), "\(run.errors)")
        #expect(
            run.complaints.count == 1 && run.errors.hasPrefix("bench: gnuplot drew no picture: "),
            "\(run.errors)")
        #expect(
            !run.errors.contains("\u{1B}") && run.output.contains("<table") && !run.output.contains("<svg"))
    }

    @Test func aGnuplotThatHangsCostsItsDeadlineOnce() async throws {
        let run = try await run(["report", Self.result], with: "gnuplot", doing: "exec sleep 1000")
        #expect(run.status == .exited(0))
        #expect(run.errors == "bench: gnuplot drew no picture: it took more than 20 s\n")
    }

    @Test(arguments: behaviours)
    func git(script: String) async throws {
        let run = try await run(["commits", "HEAD~1", "HEAD"], with: "git", doing: script)
        #expect([.exited(1), .exited(2)].contains(run.status), "\(run.status)")
        #expect(run.complaints.count == 1 && !run.errors.contains("\u{1B}"), "\(run.errors)")
    }

    @Test(arguments: behaviours)
    func valgrind(script: String) async throws {
        let run = try await run(
            [
                "run", "--quick", "--counters", "exact", "--workload", "thread", "--strategy", "fixed",
                "--output", "x.json",
            ], with: "valgrind", doing: script)
        #expect(run.status == .exited(1))
        #expect(run.complaints.count == 1 && !run.errors.contains("\u{1B}"), "\(run.errors)")
    }

    @Test(arguments: behaviours)
    func perf(script: String) async throws {
        let run = try await run(
            ["profile", "fixed", "thread", "--seconds", "1", "--counters", "software"], with: "perf",
            doing: script)
        #expect(run.status == .exited(1), "\(run.errors)")
        #expect(run.complaints.count <= 3 && !run.errors.contains("\u{1B}"), "\(run.errors)")
    }
}
