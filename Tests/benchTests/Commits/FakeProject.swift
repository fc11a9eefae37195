import BenchResults
import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// A repository whose commits "build" in no time: real git, real worktrees, real child processes, but the
/// `swift` that comes first in PATH only puts the commit's `bench`, a shell script, where a build would. So
/// what a program costs, and how a build goes wrong, is the test's to say.
struct FakeProject {
    let folder: FilePath
    var repository: FilePath { folder.appending("repository") }
    private var tools: FilePath { folder.appending("tools") }

    init(in folder: FilePath) async throws {
        self.folder = folder
        for path in [repository, tools] {
            try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
        }
        try write(Self.swift, to: tools.appending("swift"))
        try await git("init", "--quiet", "--initial-branch=main")
    }

    /// A program that answers as bench does: its list, and 5 samples of about so many nanoseconds for every
    /// callback. Without a cost it dies as a strategy does. What differs from process to process comes from the
    /// request's random seed, which both sides of a round share: differences by chance would bias the null pair
    /// in one comparison of a hundred, and with it withhold the verdict.
    static func program(
        nanoseconds: Int?, workloadVersion: Int = 1, replaysTraces: Bool = true, extra: String = ""
    ) -> String {
        let measure =
            nanoseconds.map { cost in
                """
                after=${2#*'"seed":'}
                seed=${after%%[!0-9]*}
                spread=${seed#"${seed%?}"}
                echo '{"version":1,"iterations":1,"queriesPerCallback":0,'"$(printf '"samples":[%d,%d,%d,%d,%d]' \
                $((\(cost) + spread)) $((\(cost) + spread + 90)) $((\(cost) + spread + 20)) $((\(cost) + 70)) $((\(cost) + 80)))}"
                """
            } ?? "echo 'fatal error: morestack on g0' >&2; kill -ABRT $$"
        return """
            #!/bin/sh
            \(extra)
            case "$1" in
            list) echo '{"strategies":[{"name":"sp-window","version":1},{"name":"none","version":1}],\
            "workloads":[{"name":"thread","version":\(workloadVersion)}],"scenarios":[],"replaysTraces":\(replaysTraces)}' ;;
            __measure) \(measure) ;;
            *) echo 'unknown' >&2; exit 1 ;;
            esac

            """
    }

    /// Commits a program, or what does not build, and returns the commit.
    @discardableResult
    func commit(_ program: String?, message: String = "change") async throws -> String {
        try write(program ?? "broken", to: repository.appending("program.sh"))
        try await git("add", "--all")
        try await git("commit", "--quiet", "--allow-empty", "--message", message)
        return try await git("rev-parse", "HEAD")
    }

    /// An uncommitted change.
    func change(_ program: String) throws { try write(program, to: repository.appending("program.sh")) }

    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let run = try await #require(Program(named: "git")).run(
            ["-C", repository.string, "-c", "user.name=test", "-c", "user.email=test@localhost"] + arguments)
        return String(run.output.reversed().drop(while: \.isNewline).reversed())
    }

    /// `bench commits …` in the repository. The budget is one that a busy machine does not use up. A build
    /// begins with the hook, shell commands.
    func commits(
        _ arguments: [String], hook: String = "", interruptedAt checkpoint: (Checkpoint, times: Int)? = nil
    ) async throws -> Program.Run {
        let common = [
            "commits", "--workload", "thread", "--strategy", "sp-window", "--budget", "120s", "--skip-check",
            "--output", folder.appending("comparison.json").string,
        ]
        let environment = [
            "PATH": "\(tools):\(String(cString: getenv("PATH")))", "TMPDIR": folder.string,
            "XDG_CACHE_HOME": folder.appending("cache").string,
            "FAKE_SWIFT_HOOK": hook,
        ]
        guard let (checkpoint, times) = checkpoint else {
            return try await Program.bench.run(common + arguments, in: repository, environment: environment)
        }
        return try await Program.bench.run(
            common + arguments, interruptedAt: checkpoint, times: times, in: repository,
            environment: environment)
    }

    /// Does something in a project in a new folder.
    static func inFolder(_ body: (FakeProject) async throws -> Void) async throws {
        try await inTemporaryFolder { try await body(try await FakeProject(in: $0)) }
    }

    /// The comparison that was stored last.
    func comparison() throws -> ResultComparison {
        try ResultStore.read(folder.appending("comparison.json"), as: ResultComparison.self)
    }

    /// The verdict on `sp-window` in it.
    func verdict() throws -> ComparisonVerdict {
        try #require(try comparison().rows.first { $0.subject == "sp-window" }).verdict
    }

    /// Worktrees that git knows, and folders that a comparison made.
    func leftovers() async throws -> [String] {
        let worktrees = try await git("worktree", "list").split(separator: "\n").dropFirst().map(String.init)
        let folders = try folder.entries()
            .filter { $0.hasPrefix("stack-bounds-bench.") }
        return worktrees + folders
    }

    private func write(_ text: String, to path: FilePath) throws {
        try path.write(text)
        chmod(path.string, 0o755)
    }

    /// Refuses what a real build would only be slow about: a folder that was built in before.
    private static let swift = """
        #!/bin/sh
        if [ -e .build ]; then echo 'error: stale build products' >&2; exit 1; fi
        eval "${FAKE_SWIFT_HOOK:-}"
        if grep -q broken program.sh; then echo 'main.swift:1:1: error: broken' >&2; exit 1; fi
        mkdir -p .build/release && cp program.sh .build/release/bench

        """
}
