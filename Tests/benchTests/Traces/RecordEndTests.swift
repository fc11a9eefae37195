import SystemPackage
import TestSupport
import Testing

/// Recordings that begin or end while the program runs.
@Suite("Recording a program that goes on", .requires(.cCompiler))
struct RecordEndTests {
    private func run(_ script: String, in folder: FilePath) async throws {
        let program = try await CallingProgram.built(in: folder)
        let run = try await Program.shell.run(
            ["-c", script, "sh", Program.bench.path.string, program], in: folder)
        for reason in ["forbidden", "not to be had"] where run.errors.contains(reason) {
            try skip(run.errors)
        }
        #expect(run.status == .exited(0), "\(run.output) \(run.errors)")
    }

    /// The trace says why it ends, and the program goes on.
    @Test func ctrlCEndsTheRecordingAndKeepsTheTrace() async throws {
        try await inTemporaryFolder { folder in
            try await run(
                """
                # A shell has its background processes ignore SIGINT.
                env --default-signal=INT "$1" record --at enter_runtime --output a.trace -- "$2" slow done.txt 300 &
                for i in $(seq 300); do [ -s a.trace ] && break; sleep 0.1; done
                kill -INT $!
                wait $!
                [ $? = 130 ] || exit 1
                [ ! -s done.txt ] || exit 2
                "$1" trace a.trace | grep 'ended by signal 2' || exit 3
                for i in $(seq 400); do [ -s done.txt ] && exit 0; sleep 0.1; done
                exit 4
                """, in: folder)
        }
    }

    @Test func aRunningProcessIsRecordedForAWhile() async throws {
        try await inTemporaryFolder { folder in
            try await run(
                """
                "$2" slow done.txt 300 &
                "$1" record --at enter_runtime --output a.trace --pid $! --duration 1s || exit 1
                "$1" trace a.trace | grep -E '^[1-9][0-9]* callbacks in' || exit 2
                for i in $(seq 300); do [ -s done.txt ] && exit 0; sleep 0.1; done
                exit 3
                """, in: folder)
        }
    }

    /// Its parent does not take notice of its end, so that it stays behind as a zombie.
    @Test func theEndOfARunningProcessIsSeenThoughNobodyWaitsForIt() async throws {
        try await inTemporaryFolder { folder in
            try await run(
                """
                sh -c '"$1" slow done.txt 6000 & echo $! > pid.txt; exec sleep 300' sh "$2" &
                keeper=$!
                until [ -s pid.txt ]; do sleep 0.1; done
                pid=$(cat pid.txt)
                timeout 200 "$1" record --at enter_runtime --output a.trace --pid "$pid" &
                recorder=$!
                for i in $(seq 300); do [ -s a.trace ] && break; sleep 0.1; done
                kill "$pid"
                wait $recorder || exit 1
                "$1" trace a.trace | grep 'the program ended' || exit 2
                "$1" record --at enter_runtime --pid "$pid" 2>said.txt && exit 3
                grep 'it has ended' said.txt || { cat said.txt; exit 4; }
                kill $keeper
                """, in: folder)
        }
    }

    /// How the linker is to find a library, and how the program is started: it finds what is beside the program, not
    /// beside the link, and a path without a root from the folder that it is started in.
    static let placements = [
        "-Lreal -lentry -Wl,-rpath,$ORIGIN",
        "-Lreal -lentry -Wl,-rpath,$ORIGIN/../real -Wl,--disable-new-dtags",
        "./real/libentry.so", "real/libentry.so -Wl,-rpath,real",
    ]

    @Test(arguments: placements)
    func functionsOfALibraryBesideALinkedProgramAreFound(_ options: String) async throws {
        try await inTemporaryFolder { folder in
            try folder.appending("library.c").write("void enter_library(void) {}")
            try folder.appending("main.c").write(
                "void enter_library(void); int main(void) { for (int i = 0; i < 9; i++) enter_library(); }")
            try await run(
                """
                mkdir real linked
                cc -shared -fPIC library.c -o real/libentry.so || exit 1
                cc main.c \(options.replacing("$", with: "\\$")) -o real/main || exit 1
                ln -s ../real/main linked/main
                for source in uprobe breakpoint; do
                    "$1" record --source $source --at enter_library --output a.trace -- linked/main 2>said.txt
                    grep '^bench: 9 callbacks' said.txt || grep -E 'need root|forbidden' said.txt ||
                        { cat said.txt >&2; exit 2; }
                done
                """, in: folder)
        }
    }

    /// What stands in front of an interpreter is not what calls back.
    @Test func theProgramIsTheOneThatCallsBack() async throws {
        try await inTemporaryFolder { folder in
            try await run(
                """
                printf '#!/bin/sh\nexec "%s" threads\n' "$2" > shim
                chmod +x shim
                "$1" record --source uprobe --at "$2:enter_runtime" --output a.trace -- ./shim 2>said.txt
                if grep 'need root' said.txt; then exit 0; fi
                "$1" trace a.trace | grep '^Callbacks of calling$' || { cat said.txt >&2; exit 2; }
                """, in: folder)
        }
    }
}
