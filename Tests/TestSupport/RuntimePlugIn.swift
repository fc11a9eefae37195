import FoundationEssentials
import SystemPackage

/// A library that drives a runtime, in C, to be built by a test. As it is, it does its work; a test says what is
/// different.
package struct RuntimePlugIn: Sendable {
    /// What stands before everything else, behind the headers.
    package var declarations = ""
    /// Statements of the functions of the driver, before what they do otherwise.
    package var start = ""
    package var attach = ""
    package var callback = ""
    package var failure = ""
    /// The version, as a C expression.
    package var version = #""1""#
    /// Statements that are executed when the library is loaded.
    package var constructor = ""
    /// Further members of the table; the last of a name counts.
    package var members = ""

    package init(
        declarations: String = "", start: String = "", attach: String = "", callback: String = "",
        failure: String = "",
        version: String = #""1""#, constructor: String = "", members: String = ""
    ) {
        (self.start, self.attach, self.callback, self.failure) = (start, attach, callback, failure)
        self.declarations = declarations
        (self.version, self.constructor, self.members) = (version, constructor, members)
    }

    private var source: String {
        """
        #define _GNU_SOURCE
        #include "real_runtime.h"
        #include <pthread.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        static long calls;
        \(declarations)
        __attribute__((constructor)) static void load(void) { \(constructor) }
        static const char *start(const char *where) { \(start) return NULL; }
        static const char *version(void) { return \(version); }
        static const char *attach(void) { \(attach) return NULL; }
        static sbs_callback_end callback(void) { calls += 1; \(callback) return SBS_CALLBACK_DONE; }
        static sbs_callback_end callback_out(void (*function)(void *), void *argument)
        {
            function(argument);
            return callback();
        }
        static const char *failure(void) { \(failure) return NULL; }
        const sbs_real_runtime sbs_runtime = {
            .abi_version = SBS_RUNTIME_ABI_VERSION, .abilities = SBS_RUNTIME_ON_ANY_THREAD, .name = "mine",
            .start = start, .version = version, .attach = attach, .callback = callback,
            .callback_out = callback_out, .failure = failure, \(members)
        };
        """
    }

    /// Builds it in a folder. Warnings are not shown: much is wrong on purpose.
    ///
    /// - Returns: the path of the library.
    package func built(as name: String, in folder: FilePath) async throws -> String {
        let file = folder.appending(name + ".c")
        try file.write(source)
        let path = try await PlugIn.built(file, as: name, in: folder, warnings: "-w")
        try FileManager.default.removeItem(atPath: file.string)
        return path
    }

    /// Builds the example, as its comment says, without a warning.
    package static func builtExample(as name: String, in folder: FilePath) async throws -> String {
        try await PlugIn.built(
            Repository.root.appending("Examples/tiny_runtime.c"), as: name, in: folder, warnings: "-Wall")
    }
}
