import BenchResults
import Cells
import SystemPackage
import TestSupport
import Testing

/// What `bench check --runtime-library` says of recursions that are not what they seem.
@Suite("Recursion in runtime libraries", .requires(.cCompiler))
struct RuntimeRecursionTests {
    private static let down = """
        static int down(unsigned long levels)
        {
            volatile char frame[512];
            frame[0] = (char)levels;
            return levels == 0 ? 0 : down(levels - 1) + frame[0];
        }
        """

    /// Finds the end of the stack by running past it, and says that it has found it.
    private static let catchesTheFault = """
        #include <setjmp.h>
        #include <stdint.h>
        static sigjmp_buf back;
        static void handler(int signal) { siglongjmp(back, signal); }
        \(down)
        static sbs_callback_end deep(uint64_t levels)
        {
            struct sigaction action = { .sa_handler = handler, .sa_flags = SA_ONSTACK };
            if (sigsetjmp(back, 1) != 0) return SBS_CALLBACK_OVERFLOW;
            struct sigaction before;
            sigaction(SIGSEGV, NULL, &before);
            if (before.sa_handler == SIG_DFL) sigaction(SIGSEGV, &action, NULL);
            down(levels);
            return SBS_CALLBACK_DONE;
        }
        """

    private static func body(_ text: String) -> String {
        "#include <stdint.h>\nstatic sbs_callback_end deep(uint64_t levels) { (void)levels; \(text) }"
    }

    private static let libraries: [(code: String, start: String, verdict: RuntimeVerdict)] = [
        (
            catchesTheFault,
            "struct sigaction a = { .sa_handler = handler, .sa_flags = SA_ONSTACK };"
                + "sigaction(SIGSEGV, &a, NULL);", .unnoticed
        ),
        (body("return SBS_CALLBACK_DONE;"), "", .failed),
        (body("return levels > 10 ? SBS_CALLBACK_OVERFLOW : SBS_CALLBACK_DONE;"), "", .failed),
        (body("return SBS_CALLBACK_OVERFLOW;"), "", .refused),
        (body("abort();"), "", .refused),
        (body("_exit(0);"), "", .died),
    ]

    @Test(arguments: libraries.indices) func isSeenThrough(_ index: Int) async throws {
        let (code, start, verdict) = Self.libraries[index]
        try await inTemporaryFolder { folder in
            let library = try await RuntimePlugIn(
                declarations: code, start: start,
                members:
                    ".callback_deep = deep, .abilities = SBS_RUNTIME_ON_ANY_THREAD | SBS_RUNTIME_BODY_ON_C_STACK"
            ).built(as: "deep", in: folder)
            let path = folder.appending("check.json")
            let run = try await Program.bench.run(
                "check", "--runtime-library", library, "--scenario", "runtime/deep-guard-below", "--output",
                path.string)
            let result = try ResultStore.read(path, as: CheckResult.self)
            let cell = try #require(result.runtimes?.cells.first)
            #expect(cell.verdict == verdict, "\(cell.reason)")
            // A scenario that did not do what it claims is no verdict.
            #expect(run.status == .exited(verdict == .failed ? 1 : 0), "\(run.errors)")
            #expect(run.output.contains("failed") == (verdict == .failed))
        }
    }
}
