import FoundationEssentials
import SystemPackage
import Testing

/// A strategy library in C, to be built by a test. As it is, it has one strategy, `mine`, that does its work; a
/// test says what is different.
package struct PlugIn: Sendable {
    /// The names of its strategies, as C expressions.
    package var names = [#""mine""#]
    /// The rule of each, as a C expression.
    package var rule = #""a window of 4 KiB on each side""#
    /// What stands before everything else, behind the headers that anything here needs.
    package var declarations = ""
    /// Statements that are executed when it is loaded, with `argc` and `argv` of the program.
    package var constructor = ""
    /// Statements at the beginning of every update and attachment, with `machine` and `sp`.
    package var update = ""
    /// Further members of the functions of each strategy; the last of a name counts.
    package var members = ""
    /// The version of the ABI, the number of strategies and the table, as C expressions.
    package var version = "SBS_ABI_VERSION"
    package var count: String?
    package var table = "strategies"

    package init(
        names: [String] = [#""mine""#], rule: String = #""a window of 4 KiB on each side""#,
        declarations: String = "", constructor: String = "", update: String = "", members: String = "",
        version: String = "SBS_ABI_VERSION", count: String? = nil, table: String = "strategies"
    ) {
        (self.names, self.rule, self.declarations) = (names, rule, declarations)
        (self.constructor, self.update, self.members) = (constructor, update, members)
        (self.version, self.count, self.table) = (version, count, table)
    }

    private var source: String {
        let strategies = names.map { name in
            """
            { \(name), \(rule), 1, { .abi_version = SBS_ABI_VERSION, .attach = update, .update = update, \
            \(members) } },
            """
        }.joined(separator: "\n    ")
        return """
            #define _GNU_SOURCE
            #include "strategy_library.h"
            #include <errno.h>
            #include <fcntl.h>
            #include <pthread.h>
            #include <signal.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <sys/wait.h>
            #include <unistd.h>
            static const char *task = "";
            static long calls;
            static uintptr_t stay(sbs_machine *machine, uintptr_t sp) { return 0; }
            \(declarations)
            __attribute__((constructor)) static void start(int argc, char **argv) {
                if (argc > 1) task = argv[1];
                \(constructor)
            }
            static void update(sbs_machine *machine, uintptr_t sp) {
                calls += 1;
                \(update)
                machine->lo = sp - 4096; machine->hi = sp + 4096; machine->guard = machine->lo;
            }
            static const sbs_exported_strategy strategies[] = {
                \(strategies)
            };
            const sbs_strategy_library sbs_strategies = { \(version), \(count ?? "\(names.count)"), \(table) };
            """
    }

    /// Builds it in a folder. Warnings are not shown: much is wrong on purpose.
    ///
    /// - Returns: the path of the library.
    package func built(as name: String, in folder: FilePath) async throws -> String {
        let file = folder.appending(name + ".c")
        try file.write(source)
        let path = try await Self.built(file, as: name, in: folder, warnings: "-w")
        try FileManager.default.removeItem(atPath: file.string)
        return path
    }

    /// Builds the example, as its comment says, without a warning.
    package static func builtExample(as name: String, in folder: FilePath) async throws -> String {
        try await built(
            Repository.root.appending("Examples/wide_window.c"), as: name, in: folder, warnings: "-Wall")
    }

    /// Builds a library of one file.
    static func built(
        _ file: FilePath, as name: String, in folder: FilePath, warnings: String
    ) async throws -> String {
        let path = folder.appending(name + ".so").string
        let run = try await #require(Program.cCompiler).run(
            "-std=c17", "-O2", warnings, "-Werror", "-shared", "-fPIC", "-I",
            Repository.root.appending("Sources/CStackSupport/include").string, file.string, "-o", path,
            "-pthread")
        try #require(run.status == .exited(0), "\(run.errors)")
        return path
    }
}
