import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `bench check --runtime-library`: runtimes whose behaviour is known, as they are built here.
@Suite("Check of runtime libraries", .requires(.cCompiler))
struct RuntimeCheckTests {
    private func check(
        _ plugIn: RuntimePlugIn, _ arguments: [String], in folder: FilePath
    ) async throws -> (run: Program.Run, checks: RuntimeChecks) {
        let path = folder.appending("result.json")
        let library = try await plugIn.built(as: "mine", in: folder)
        let run = try await Program.bench.run(
            ["check", "--runtime-library", library, "--output", path.string] + arguments, in: folder,
            deadline: .seconds(300))
        #expect(
            try await CommandLines.left(containing: folder.lastComponent!.string) == [], "processes are left")
        let result = try ResultStore.read(path, as: CheckResult.self)
        #expect(result.strategies.isEmpty && result.cells.isEmpty)
        return (run, try #require(result.runtimes))
    }

    /// The verdicts of every scenario, by what its name begins with behind `runtime/`; all others are ok.
    private func expect(
        _ checks: RuntimeChecks, _ verdicts: [String: RuntimeVerdict], words: String? = nil
    ) throws {
        #expect(checks.cells.count == checks.scenarios.count && checks.cells.count >= 15)
        for cell in checks.cells {
            let verdict = verdicts.first { cell.scenario.hasPrefix("runtime/" + $0.key) }?.value ?? .ok
            #expect(cell.verdict == verdict, "\(cell.name): \(cell.reason)")
            if cell.verdict == .refused { #expect(cell.words == words, "\(cell.name)") }
        }
    }

    @Test func aSoundOneIsOkEverywhere() async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                declarations: RuntimePlugIn.recursion("100"), members: RuntimePlugIn.body)
            let (run, checks) = try await check(plugIn, [], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            try expect(checks, [:])
            #expect(!run.errors.contains("verdicts on record"))
            try await JSONSchema.check(folder.appending("result.json"), "check")
        }
    }

    /// In its own words, and it is a fact about the runtime, no failure of the check.
    @Test(arguments: [
        #"return failed = "not my stack", SBS_CALLBACK_OVERFLOW;"#,
        #"fprintf(stderr, "\n# not my stack\n"); abort();"#,
        #"printf("not my stack\n"); fflush(stdout); exit(2);"#,
    ])
    func oneThatRefusesForeignStacks(_ refusal: String) async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                declarations: RuntimePlugIn.foreign + "static const char *failed;",
                attach: RuntimePlugIn.asks,
                callback: "if (is_foreign()) { \(refusal) }", failure: "return failed;")
            let (run, checks) = try await check(plugIn, [], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let foreign = ["go-test", "above", "small", "close", "remapped", "nested", "migration", "many"]
            var verdicts = Dictionary(uniqueKeysWithValues: foreign.map { ($0, RuntimeVerdict.refused) })
            verdicts["deep"] = .unavailable
            verdicts["room"] = .unavailable
            try expect(checks, verdicts, words: "not my stack")
            #expect(run.output.contains("not my stack") && run.output.contains("do not recurse"))
        }
    }

    @Test func oneThatOnlyDiesIsRefusedWithoutWords() async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                declarations: RuntimePlugIn.foreign, attach: RuntimePlugIn.asks,
                callback: "if (is_foreign()) abort();")
            let (run, checks) = try await check(plugIn, ["--scenario", "runtime/small-24k"], in: folder)
            let cell = try #require(checks.cells.first)
            #expect(cell.verdict == .refused && cell.words == nil && cell.signal == 6)
            #expect(run.output.contains("it said nothing"))
        }
    }

    /// It never looks: on its own stack as on others, it ends in the guard.
    @Test func oneThatRunsIntoTheGuard() async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                declarations: RuntimePlugIn.recursion("UINT64_MAX"), members: RuntimePlugIn.body)
            let (run, checks) = try await check(plugIn, [], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            try expect(checks, ["deep": .unnoticed])
            let cell = try #require(checks.cells.first { $0.scenario == "runtime/deep-guard-below" })
            #expect(cell.signal == 11 && cell.reason.contains("past its end"))
            #expect(cell.step?.what == "recursion without end")
        }
    }

    /// With a handler of its own, as JVMs have, which ends the process in another way.
    @Test func oneThatRunsIntoTheGuardWithAHandler() async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                declarations: RuntimePlugIn.recursion("UINT64_MAX") + """
                    static void handle(int number, siginfo_t *info, void *context)
                    {
                        static const char text[] = "# my crash report\\n";
                        write(2, text, sizeof text - 1);
                        abort();
                    }
                    """,
                start: """
                    struct sigaction action = { .sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK };
                    sigaction(SIGSEGV, &action, NULL);
                    """, members: RuntimePlugIn.body)
            let (_, checks) = try await check(
                plugIn, ["--scenario", "runtime/deep-guard-above"], in: folder)
            let cell = try #require(checks.cells.first)
            #expect(cell.verdict == .unnoticed && cell.signal == 6 && cell.words == "my crash report")
        }
    }

    /// 1,000 frames: more than 256 KiB, less than with the foreign memory below, and far less than a thread has.
    @Test func oneThatOverrunsTheCanary() async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                declarations: RuntimePlugIn.recursion("1000"), failure: #"return "1000 levels";"#,
                members: RuntimePlugIn.body + ", .failure = failure")
            let (_, checks) = try await check(plugIn, [], in: folder)
            try expect(checks, ["deep-guard": .unnoticed, "deep-canary": .unnoticed])
            let cell = try #require(checks.cells.first { $0.scenario == "runtime/deep-canary-below" })
            #expect(cell.exitStatus == 0 && cell.words == "1000 levels")
            #expect(cell.reason.contains("bytes of foreign memory"))
        }
    }

    @Test(arguments: [
        ("raise(SIGILL);", "was ended by signal 4"), ("exit(0);", "exit status 0"),
        ("*(volatile int *)8 = 1;", "memory fault at 0x8"),
    ])
    func oneThatDiesOtherwise(_ death: String, _ reason: String) async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                callback: #"if (calls > 1) { puts("oh no"); fflush(stdout); \#(death) }"#)
            let (run, checks) = try await check(plugIn, ["--scenario", "runtime/own-thread"], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let cell = try #require(checks.cells.first)
            #expect(cell.verdict == .died && cell.words == "oh no", "\(cell.reason)")
            #expect(cell.reason.contains(reason), "\(cell.reason)")
        }
    }

    /// Played once more with more time, alone.
    @Test func oneThatHangs() async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(callback: "if (calls > 1) for (;;) pause();")
            let (run, checks) = try await check(plugIn, ["--scenario", "runtime/own-thread"], in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            let cell = try #require(checks.cells.first)
            #expect(cell.verdict == .hung && cell.reason.contains("second time"), "\(cell.reason)")
        }
    }

    /// Its words may be anything.
    @Test func oneWithoutManners() async throws {
        try await inTemporaryFolder { folder in
            let plugIn = RuntimePlugIn(
                callback: "if (calls > 1) return (sbs_callback_end)77;",
                failure: #"return calls > 1 ? "two\nlines \"quoted\" \x1b[31m\xff" : NULL;"#)
            let (run, checks) = try await check(plugIn, ["--scenario", "runtime/own-thread"], in: folder)
            let cell = try #require(checks.cells.first)
            #expect(cell.verdict == .refused && cell.words?.hasPrefix("two?lines \"quoted\" ?[31m") == true)
            #expect(!run.output.contains("\u{1b}"))
        }
    }
}
