import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// A C program that calls back as often as it is told, from threads and nested, and says how often that was.
enum CallingProgram {
    private static let source = """
        #include <pthread.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        #include <sys/wait.h>
        volatile int sink;
        __attribute__((noinline)) void leave_runtime(void) { sink = 0; }
        __attribute__((noinline)) void enter_runtime(int nested)
        {
            sink = nested;
            if (nested > 0) enter_runtime(nested - 1);
            leave_runtime();
        }
        __attribute__((noinline)) static void static_entry(void) { sink = 2; }
        static void *work(void *count)
        {
            for (long i = 0; i < (long)count; i++) enter_runtime(0);
            return NULL;
        }
        int main(int argc, char **argv)
        {
            const char *how = argc > 1 ? argv[1] : "";
            if (strcmp(how, "nested") == 0) for (int i = 0; i < 100; i++) enter_runtime(2);
            if (strcmp(how, "static") == 0) for (int i = 0; i < 50; i++) static_entry();
            if (strcmp(how, "threads") == 0) {
                pthread_t threads[3];
                for (int i = 0; i < 3; i++) pthread_create(&threads[i], NULL, work, (void *)1000L);
                for (int i = 0; i < 3; i++) pthread_join(threads[i], NULL);
                work((void *)500L);
            }
            if (strcmp(how, "forks") == 0) {
                for (int i = 0; i < 3; i++) {
                    if (fork() == 0) { execl(argv[0], argv[0], "threads", NULL); _exit(1); }
                }
                for (int i = 0; i < 3; i++) wait(NULL);
            }
            if (strcmp(how, "slow") == 0) {
                const int count = argc > 3 ? atoi(argv[3]) : 20;
                for (int i = 0; i < count; i++) { enter_runtime(0); usleep(50000); }
                FILE *file = fopen(argv[2], "w");
                fprintf(file, "done");
                fclose(file);
            }
            return argc > 2 && strcmp(how, "exit") == 0 ? atoi(argv[2]) : 0;
        }
        """

    /// Builds it.
    ///
    /// - Parameters:
    ///   - folder: where.
    ///   - options: of the compiler.
    /// - Returns: its path.
    /// - Throws: where it cannot be built.
    static func built(in folder: FilePath, _ options: String...) async throws -> String {
        let source = folder.appending("calling.c")
        try source.write(Self.source)
        let path = folder.appending("calling").string
        let run = try await #require(Program.cCompiler).run(
            ["-O1", "-pthread", "-w", source.string, "-o", path] + options)
        try #require(run.status == .exited(0), "\(run.errors)")
        return path
    }

    /// Runs `bench record`, or ends the test where the machine has no such probes.
    static func record(_ arguments: [String], in folder: FilePath) async throws -> Program.Run {
        let run = try await Program.bench.run(["record", "--output", "a.trace"] + arguments, in: folder)
        for reason in ["forbidden", "not to be had", "need root", "cannot be stopped"]
        where run.errors.contains(reason) && run.status != .exited(0) {
            try skip(run.errors)
        }
        return run
    }
}
