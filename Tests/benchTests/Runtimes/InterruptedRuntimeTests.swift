import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Runs with real runtimes that are interrupted.
@Suite("Interrupted runs with runtimes")
struct InterruptedRuntimeTests {
    /// Built from nothing: the tools that report it, and the folders of a run.
    private func inFolders(
        _ body: (_ tools: FilePath, _ temporary: FilePath, _ results: FilePath) async throws -> Void
    ) async throws {
        try await inTemporaryFolder { folder in
            let folders = ["tools", "temporary", "results"].map { folder.appending($0) }
            for folder in folders {
                try FileManager.default.createDirectory(
                    atPath: folder.string, withIntermediateDirectories: false)
            }
            try await body(folders[0], folders[1], folders[2])
        }
    }

    /// A `go` that says its version and never ends a build.
    @Test func buildOfADriverEndsWithoutATrace() async throws {
        try await inFolders { tools, temporary, results in
            let checkpoint = try Checkpoint(in: tools)
            let go = tools.appending("go")
            try go.write(
                """
                #!/bin/sh
                if [ "$1" = version ]; then echo 'go version go1.99.0 linux/amd64'; exit; fi
                \(checkpoint.shellCommand)
                \(checkpoint.shellCommand)

                """)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: go.string)
            let run = try await Program.bench.run(
                [
                    "--runtime", "go@\(go)", "--workload", "thread", "--output",
                    results.appending("result.json").string,
                ], interruptedAt: checkpoint, times: 1, environment: ["TMPDIR": temporary.string])
            #expect(run.status == .exited(130), "\(run.errors)")
            #expect(run.errors.hasSuffix("bench: interrupted\n"), "\(run.errors)")
            #expect(try temporary.entries() == [] && results.entries() == [])
            #expect(try await CommandLines.left(containing: go.string) == [], "a build goes on")
        }
    }

    /// The runtime is started again, and must be the same; how many mappings it has this time does not matter.
    @Test(.requires(.cCompiler)) func runIsResumedWithTheSameRuntime() async throws {
        try await inFolders { tools, temporary, results in
            let checkpoint = try Checkpoint(in: tools)
            // Reported by the children that measure, of which the first argument is "__measure".
            let reporting = """
                char name[64] = {0};
                FILE *file = fopen("/proc/self/cmdline", "r");
                size_t count = fread(name, 1, sizeof name - 1, file);
                fclose(file);
                if (strcmp(name + strlen(name) + 1, "__measure") == 0 && access("\(checkpoint.path)", F_OK) == 0) {
                    FILE *pipe = fopen("\(checkpoint.path)", "w");
                    fputs("here\\n", pipe);
                    fclose(pipe);
                }
                """
            // Each process has another number of mappings.
            let pages = """
                char *pages = aligned_alloc(4096, 200 * 4096);
                for (int i = 0; i < 4 + 2 * (getpid() % 90); i += 2) mprotect(pages + i * 4096, 4096, PROT_READ);
                """
            let library = try await RuntimePlugIn(
                declarations: "#include <sys/mman.h>", start: reporting + pages
            ).built(as: "mine", in: tools)
            let path = results.appending("result.json")
            let run = try await Program.bench.run(
                [
                    "--runtime-library", library, "--workload", "thread", "--strategy", "fixed",
                    "--processes",
                    "8", "--samples", "2", "--perf-counters", "none", "--output", path.string,
                ], interruptedAt: checkpoint, times: 3, environment: ["TMPDIR": temporary.string])
            #expect(run.status == .exited(130), "\(run.errors)")
            #expect(try !ResultStore.read(path).isComplete)

            // Another version of it is another runtime.
            let source = try FilePath(library).data()
            _ = try await RuntimePlugIn(version: #""2""#).built(as: "mine", in: tools)
            var resumed = try await Program.bench.run("--resume", path.string)
            #expect(resumed.status == .exited(2) && resumed.errors.contains("was mine 1, and is mine 2"))

            // So is what another library says under the same name.
            _ = try await RuntimePlugIn(start: reporting).built(as: "mine", in: tools)
            resumed = try await Program.bench.run("--resume", path.string)
            #expect(
                resumed.status == .exited(2) && resumed.errors.contains("was mine 1, and is another library"))

            try FilePath(library).write(source)
            resumed = try await Program.bench.run(
                ["--resume", path.string], environment: ["TMPDIR": temporary.string])
            #expect(resumed.status == .exited(0), "\(resumed.errors)")
            let whole = try ResultStore.read(path)
            #expect(whole.isComplete && whole.cells.allSatisfy { $0.replicates.count == 8 })
            #expect(whole.cells.contains { $0.subject == "mine 1" })
            #expect(try temporary.entries() == [] && results.entries() == ["result.json"])
        }
    }
}
