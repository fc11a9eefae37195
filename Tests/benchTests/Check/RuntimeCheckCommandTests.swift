import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// `bench check --runtime` as it is typed.
@Suite("Check of runtimes, as typed")
struct RuntimeCheckCommandTests {
    @Test(arguments: [
        (
            ["--scenario", "runtime/nested"],
            "--scenario 'runtime/nested' is not possible here: it is for real"
        ),
        (["--explain", "runtime"], "--explain 'runtime' is not possible here: it is for real runtimes"),
        (
            ["--runtime", "boehm", "--scenario", "shallow/main"],
            "'shallow/main' is not possible here: it is for strategies"
        ),
        (["--runtime", "boehm", "--scenario", "runtime/nestd"], "did you mean 'runtime/nested'?"),
        (["--runtime", "rubby"], "did you mean 'ruby'?"),
        (["--runtime", "boehm", "--update-expectations"], "none are on record for real runtimes"),
        (["--runtime-library", "/nowhere.so"], "--runtime-library /nowhere.so: No such file"),
    ])
    func mistakeIsOneLine(_ arguments: [String], _ said: String) async throws {
        let run = try await Program.bench.run(["check"] + arguments)
        #expect(run.status == .exited(2) && run.output.isEmpty)
        #expect(run.errors.contains(said) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }

    /// The document of before: readers of other versions know no other.
    @Test func withoutRuntimesTheDocumentHasNone() async throws {
        let (run, text) = try await check(["--scenario", "shallow/thread", "--strategy", "fixed"])
        #expect(run.status == .exited(0) && !text.contains("runtimes") && !text.contains("runtime/"))
        #expect(!run.output.contains("Real runtimes"))
    }

    @Test func oneThatCannotBeDrivenIsLeftOut() async throws {
        let (run, text) = try await check(["--runtime", "boehm@/nowhere"])
        #expect(run.status == .exited(0))
        #expect(run.errors.contains("note: --runtime boehm@/nowhere: "))
        #expect(run.output.contains("boehm@/nowhere was asked for and cannot be driven"))
        let checks = try #require(try JSON.value(text, as: CheckResult.self).runtimes)
        #expect(checks.cells.isEmpty && checks.runtimes.first?.unavailable?.isEmpty == false)
    }

    @Test(.requires(.cCompiler)) func strategiesThatAreNamedTakePart() async throws {
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn.builtExample(as: "tiny", in: folder)
            let runtime = ["--runtime-library", library, "--scenario", "shallow/thread,runtime/own-thread"]
            let (run, text) = try await check(runtime + ["--strategy", "fixed"])
            #expect(run.status == .exited(0), "\(run.errors)")
            let result = try JSON.value(text, as: CheckResult.self)
            #expect(result.cells.map(\.name) == ["shallow/thread:fixed"])
            #expect(result.runtimes?.cells.map(\.name) == ["runtime/own-thread:tiny 1.0"])
            #expect(run.output.contains("Safety") && run.output.contains("Real runtimes"))
            let stored = folder.appending("stored.json")
            try stored.write(text)
            try await JSONSchema.check(stored, "check")
        }
    }

    @Test(.requires(.cCompiler)) func theExplanationHasItsWords() async throws {
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn(
                callback: "if (calls > 1) return SBS_CALLBACK_OVERFLOW;",
                failure: #"return calls > 1 ? "stack level too deep" : NULL;"#
            ).built(as: "mine", in: folder)
            let run = try await Program.bench.run(
                "check", "--runtime-library", library, "--explain", "runtime/main-thread")
            #expect(run.status == .exited(0), "\(run.errors)")
            for text in [
                "runtime/main-thread: two callbacks", "mine 1: refused", "its words: stack level too deep",
                "own stack, second time", "the kernel's rule", "on [0x",
            ] {
                #expect(run.output.contains(text), "\(text): \(run.output)")
            }
        }
    }

    /// A page of a report has what the terminal has.
    @Test(.requires(.cCompiler)) func aReportShowsThem() async throws {
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn.builtExample(as: "tiny", in: folder)
            let path = folder.appending("check.json").string
            _ = try await Program.bench.run(
                "check", "--runtime-library", library, "--scenario", "runtime/own-thread", "--output", path)
            let page = folder.appending("page.html")
            let run = try await Program.bench.run("report", path, "--format", "html", "--output", page.string)
            #expect(run.status == .exited(0), "\(run.errors)")
            let text = try page.text()
            #expect(text.contains("tiny 1.0") && text.contains("runtime/own-thread"))
        }
    }

    /// A library that was named twice is one, and one that is the output is kept.
    @Test(.requires(.cCompiler)) func aLibraryIsNotWrittenOver() async throws {
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn.builtExample(as: "tiny", in: folder)
            let twice = ["--runtime-library", library, "--runtime-library", library]
            for command in [["check"], ["run", "--workload", "thread"]] {
                let run = try await Program.bench.run(command + twice + ["--output", library])
                #expect(run.status == .exited(2), "\(run.errors)")
                #expect(run.errors.contains("is the same file as --runtime-library"), "\(run.errors)")
            }
        }
    }

    /// Ctrl-C ends the runtime in the middle of a callback, and nothing is left.
    @Test(.requires(.cCompiler)) func anInterruptionEndsTheRuntime() async throws {
        try await inTemporaryFolder { folder in
            let checkpoint = try Checkpoint(in: folder)
            let library = try await RuntimePlugIn(
                callback: """
                    if (calls > 1) {
                        FILE *pipe = fopen("\(checkpoint.path)", "w");
                        fputs("here\\n", pipe);
                        fclose(pipe);
                        for (;;) pause();
                    }
                    """
            ).built(as: "waiting", in: folder)
            let path = folder.appending("result.json")
            let run = try await Program.bench.run(
                [
                    "check", "--runtime-library", library, "--scenario", "runtime/own-thread", "--output",
                    path.string,
                ], interruptedAt: checkpoint, times: 1)
            #expect(run.status == .exited(130), "\(run.errors)")
            #expect(run.errors.hasSuffix("bench: interrupted: nothing was stored\n"), "\(run.errors)")
            #expect(!path.exists)
            #expect(try await CommandLines.left(containing: library) == [], "a process is left")
        }
    }

    private func check(_ arguments: [String]) async throws -> (run: Program.Run, result: String) {
        let folder = try TemporaryFolder()
        let path = folder.path.appending("result.json")
        let files = ["--expectations", folder.path.appending("none.json").string, "--output", path.string]
        let run = try await Program.bench.run(["check"] + arguments + files, deadline: .seconds(300))
        return (run, try path.text())
    }
}
