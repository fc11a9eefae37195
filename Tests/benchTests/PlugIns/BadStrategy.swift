import BenchResults
import TestSupport
import Testing

/// A strategy that is bad in one way, which shows only when it is measured.
struct BadStrategy: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let plugIn: PlugIn
    /// What becomes of its cell, and what the cell's reason says.
    let status: CellResult.Status
    let reason: String

    init(_ name: String, _ plugIn: PlugIn, is status: CellResult.Status, _ reason: String = "") {
        (testDescription, self.plugIn, self.status, self.reason) = (name, plugIn, status, reason)
    }

    /// An answer of a child, as C writes it.
    private static let answer = #""{\"report\":{\"version\":1,\"iterations\":1000,\"samples\":[1,1]}}\n""#
    private static let silence = "the child ended with exit status 0 and did not answer"

    static let all = [
        BadStrategy("crashes", PlugIn(update: "raise(SIGSEGV);"), is: .died, "signal 11"),
        BadStrategy("aborts", PlugIn(update: "abort();"), is: .died, "signal 6"),
        BadStrategy("calls what is nowhere", PlugIn(members: ".update = (void *)16"), is: .died, "signal 11"),
        BadStrategy("exits with 0", PlugIn(update: "exit(0);"), is: .failed, silence),
        BadStrategy("exits with 1", PlugIn(update: "exit(1);"), is: .failed, "the child failed"),
        BadStrategy(
            "becomes true(1)", PlugIn(update: #"execl("/bin/true", "true", NULL);"#), is: .failed, silence),
        BadStrategy(
            "forges an answer", PlugIn(update: "write(1, \(answer), sizeof \(answer) - 1); _exit(0);"),
            is: .failed, silence),
        BadStrategy(
            "forges one of an earlier version",
            PlugIn(
                update: #"""
                    puts("{\"version\":1,\"iterations\":1000,\"samples\":[1]}"); fflush(stdout); _exit(0);
                    """#), is: .failed, silence),
        BadStrategy(
            "forges an answer wherever it can",
            PlugIn(
                update: "for (int i = 0; i < 1024; i++) write(i, \(answer), sizeof \(answer) - 1); _exit(0);"),
            is: .failed, "wrote to the channel"),
        BadStrategy(
            "adds to the answer",
            PlugIn(update: "if (calls == 1) for (int i = 3; i < 1024; i++) write(i, \"x\", 1);"),
            is: .failed, "the channel"),
        BadStrategy(
            "closes everything",
            PlugIn(update: "if (calls == 1) for (int i = 0; i < 1024; i++) close(i);"), is: .failed,
            "did not answer"),
        BadStrategy(
            "answers twice, by a fork", PlugIn(update: "if (calls == 1) fork();"), is: .measured),
        BadStrategy(
            "leaves a process that holds on to everything",
            PlugIn(update: "if (calls == 1 && fork() == 0) for (;;) pause();"), is: .measured),
        BadStrategy(
            "leaves a daemon",
            PlugIn(
                update: """
                    if (calls == 1 && fork() == 0) {
                        setsid();
                        signal(SIGTERM, SIG_IGN);
                        if (fork() != 0) _exit(0);
                        for (;;) pause();
                    }
                    """), is: .measured),
        BadStrategy(
            "leaves a thread",
            PlugIn(
                declarations: "static void *wait_on(void *argument) { for (;;) pause(); }",
                update: "if (calls == 1) { pthread_t t; pthread_create(&t, NULL, wait_on, NULL); }"),
            is: .measured),
        BadStrategy(
            "counts backwards", PlugIn(update: "machine->queries -= 1;"), is: .failed,
            "the strategy counted 18446744073709551"),
        BadStrategy(
            "fills its machine", PlugIn(update: "memset(machine, 255, sizeof *machine);"), is: .failed,
            "a callback ran on thread -1"),
        BadStrategy(
            "empties its machine", PlugIn(update: "memset(machine, 0, sizeof *machine);"), is: .failed,
            "a callback ran on thread 0"),
        BadStrategy(
            "crashes when the process ends",
            PlugIn(
                declarations: """
                    __attribute__((destructor)) static void end(void) { if (calls > 0) raise(SIGSEGV); }
                    """), is: .died, "signal 11"),
    ]
}
