import Cells
import TestSupport
import Testing

/// A strategy library that is bad in one way. To add one, add a line to the table of its kind.
struct BadLibrary: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let plugIn: PlugIn
    /// What the line says, or what the cell's reason does.
    let said: String

    init(_ name: String, _ plugIn: PlugIn, says said: String) {
        (testDescription, self.plugIn, self.said) = (name, plugIn, said)
    }
}

/// Those that do something to the process that loads them.
enum LibrariesThatEndTheirProcess {
    static let all = [
        BadLibrary(
            "aborts", PlugIn(constructor: "abort();"), says: "it aborted (signal 6) while it was loaded"),
        BadLibrary(
            "says why", PlugIn(constructor: #"fputs("no luck\n", stderr); abort();"#),
            says: "while it was loaded: no luck"),
        BadLibrary(
            "crashes", PlugIn(constructor: "*(volatile int *)(uintptr_t)argc = 1;"),
            says: "it crashed (signal 11) while it was loaded"),
        BadLibrary(
            "exits with 0", PlugIn(constructor: "exit(0);"),
            says: "it ended the process with exit status 0 while it was loaded"),
        BadLibrary(
            "exits with 2", PlugIn(constructor: "_exit(2);"),
            says: "it ended the process with exit status 2 while it was loaded"),
        BadLibrary(
            "kills itself", PlugIn(constructor: "raise(SIGKILL);"),
            says: "signal 9 ended the process while it was loaded"),
        BadLibrary("hangs", PlugIn(constructor: "for (;;) pause();"), says: "it hung while it was loaded"),
        BadLibrary(
            "hangs without signals",
            PlugIn(
                constructor: """
                    sigset_t all; sigfillset(&all); sigprocmask(SIG_SETMASK, &all, NULL);
                    for (;;) pause();
                    """), says: "it hung while it was loaded"),
        BadLibrary(
            "writes without end", PlugIn(constructor: #"for (;;) puts("again and again");"#),
            says: "it hung while it was loaded"),
        BadLibrary(
            "becomes another program", PlugIn(constructor: #"execl("/bin/true", "true", NULL);"#),
            says: "it ended the process with exit status 0 while it was loaded"),
        BadLibrary(
            "closes everything", PlugIn(constructor: "for (int i = 0; i < 1024; i++) close(i);"),
            says: "it ended the process with exit status 0 while it was loaded"),
        BadLibrary(
            "forges its description on standard output",
            PlugIn(constructor: #"puts("{\"strategies\":[],\"stage\":\"leaving\"}"); exit(0);"#),
            says: "it ended the process with exit status 0 while it was loaded"),
        BadLibrary(
            "writes to every descriptor",
            PlugIn(constructor: #"for (int i = 3; i < 1024; i++) write(i, "{\"strategies\":[]}\n", 18);"#),
            says: "it wrote to the channel on which its process answers"),
        BadLibrary(
            "crashes when the process ends",
            PlugIn(declarations: "__attribute__((destructor)) static void end(void) { raise(SIGSEGV); }"),
            says: "it crashed (signal 11) when the process that had loaded it ended"),
    ]
}

/// Those whose table is not what it should be.
enum LibrariesWithABadTable {
    static let all = [
        BadLibrary("of another version", PlugIn(version: "7"), says: "it was built for version 7 of the ABI"),
        BadLibrary(
            "of the version before", PlugIn(version: "1"),
            says: "it was built for version 1 of the ABI, this is version 2"),
        BadLibrary("empty", PlugIn(count: "0"), says: "it exports no strategies"),
        BadLibrary("count of 65", PlugIn(count: "65"), says: "it says that it exports 65 strategies"),
        BadLibrary(
            "count of -1", PlugIn(count: "~0u"), says: "it says that it exports 4294967295 strategies"),
        BadLibrary("count behind the table", PlugIn(count: "2"), says: "strategy 2 has "),
        BadLibrary("no table", PlugIn(table: "NULL"), says: "its table of strategies is NULL"),
        BadLibrary(
            "table nowhere", PlugIn(table: "(const void *)16"),
            says: "it crashed (signal 11) while its table was read"),
        BadLibrary("no name", PlugIn(names: ["NULL"]), says: "strategy 1 has no name"),
        BadLibrary(
            "name nowhere", PlugIn(names: ["(const char *)16"]),
            says: "it crashed (signal 11) while its table was read"),
        BadLibrary("empty name", PlugIn(names: [#""""#]), says: "strategy 1 has no valid name"),
        BadLibrary(
            "name without an end",
            PlugIn(
                names: ["endless"], declarations: "static char endless[1 << 20];",
                constructor: "memset(endless, 'a', sizeof endless);"), says: "strategy 1 has no valid name"),
        BadLibrary("name that is no text", PlugIn(names: [#""\377""#]), says: "strategy 1 has no valid name"),
        BadLibrary("name with a blank", PlugIn(names: [#""A name""#]), says: "'A name' is not a valid name"),
        BadLibrary(
            "name with an escape", PlugIn(names: [#""\033[2J""#]), says: "'⟨U+001B⟩[2J' is not a valid"),
        BadLibrary("name that is an option", PlugIn(names: [#""-x""#]), says: "'-x' is not a valid name"),
        BadLibrary("one name twice", PlugIn(names: [#""mine""#, #""mine""#]), says: "'mine' already"),
        BadLibrary("name of a built-in one", PlugIn(names: [#""sp-window""#]), says: "'sp-window' already"),
        BadLibrary("name of all", PlugIn(names: [#""all""#]), says: "'all' is not the name of a strategy"),
        BadLibrary(
            "name of a control", PlugIn(names: [#""empty-loop""#]),
            says: "'empty-loop' is not the name of a strategy"),
        BadLibrary("no rule", PlugIn(rule: "NULL"), says: "strategy 1 has no rule"),
        BadLibrary("no update", PlugIn(members: ".update = NULL"), says: "'mine' lacks attach or update"),
        BadLibrary("no attach", PlugIn(members: ".attach = NULL"), says: "'mine' lacks attach or update"),
        BadLibrary(
            "only enter", PlugIn(members: ".enter = stay"), says: "'mine' has only one of enter and leave"),
        BadLibrary("lifetime", PlugIn(members: ".lifetime = 7"), says: "'mine' has an invalid lifetime"),
        BadLibrary(
            "restore", PlugIn(members: ".restore = 3"), says: "'mine' has an invalid lifetime, restore"),
        BadLibrary("outside", PlugIn(members: ".outside = ~0u"), says: "restore, outside or margin"),
        BadLibrary("margin", PlugIn(members: ".margin = ~0u"), says: "restore, outside or margin"),
        BadLibrary("reserved", PlugIn(members: ".reserved = 1"), says: "'mine' has a reserved member"),
        BadLibrary("state", PlugIn(members: ".state_size = 1ul << 60"), says: "bytes of state"),
        BadLibrary(
            "strategy of another version", PlugIn(members: ".abi_version = 3"),
            says: "strategy 1 has version 3 of the ABI"),
    ]
}
