import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// A runtime that cannot be driven costs one line; the rest of the run goes on.
@Suite("Missing runtimes")
struct MissingRuntimeTests {
    /// Runs `bench run` with a runtime that is left out.
    ///
    /// - Returns: the lines that it wrote about it.
    private func notes(_ arguments: [String], in folder: FilePath) async throws -> [String] {
        let path = folder.appending("result.json")
        let run = try await Program.bench.run(
            arguments + [
                "--workload", "thread", "--strategy", "fixed", "--processes", "1", "--samples", "1",
                "--perf-counters", "none", "--output", path.string,
            ], in: folder, environment: ["JAVA_HOME": folder.string], deadline: .seconds(300))
        #expect(run.status == .exited(0), "\(run.errors)")
        let result = try ResultStore.read(path)
        #expect(result.isComplete && result.cells.first { $0.subject == "fixed" }?.status == .measured)
        let runtime = try #require(result.plan.runtimes?.first)
        #expect(runtime.label == nil && runtime.unavailable?.isEmpty == false)
        #expect(
            try await CommandLines.left(containing: folder.lastComponent!.string) == [], "processes are left")
        return run.errors.split(separator: "\n").map(String.init).filter { $0.contains("left out") }
    }

    static let libraries: [(String, RuntimePlugIn)] = [
        ("it crashed (signal 11) while it was started", RuntimePlugIn(start: "raise(SIGSEGV);")),
        (
            "it ended the process with exit status 3 while it was loaded",
            RuntimePlugIn(constructor: "_exit(3);")
        ),
        ("it hung while it was started", RuntimePlugIn(start: "for (;;) pause();")),
        ("it hung in its first callback", RuntimePlugIn(callback: "for (;;) pause();")),
        ("no license", RuntimePlugIn(start: #"return "no license";"#)),
        (
            "its first callback was refused: too deep",
            RuntimePlugIn(callback: "return SBS_CALLBACK_OVERFLOW;", failure: #"return "too deep";"#)
        ),
        (
            "the thread cannot be attached: no more threads",
            RuntimePlugIn(attach: #"return "no more threads";"#)
        ),
        ("version 7 of the ABI, this is version 1", RuntimePlugIn(members: ".abi_version = 7")),
        ("its 'callback' is NULL", RuntimePlugIn(members: ".callback = NULL")),
        ("its 'name' is NULL", RuntimePlugIn(members: ".name = NULL")),
        ("its name is not of lower-case letters", RuntimePlugIn(members: #".name = "A name""#)),
        ("its name is not of lower-case letters", RuntimePlugIn(members: #".name = """#)),
    ]

    @Test(.requires(.cCompiler), arguments: libraries.indices)
    func libraryIsLeftOut(_ index: Int) async throws {
        let (said, plugIn) = Self.libraries[index]
        try await inTemporaryFolder { folder in
            let library = try await plugIn.built(as: "bad", in: folder)
            let lines = try await notes(["--runtime-library", library], in: folder)
            #expect(lines.count == 1 && lines.first?.contains(said) == true, "\(lines)")
            #expect(lines.first?.contains("--runtime-library \(library)") == true)
        }
    }

    /// Text instead of a library, and one of another machine's.
    @Test func fileThatIsNoLibraryOfThisMachine() async throws {
        try await inTemporaryFolder { folder in
            let text = folder.appending("text.so")
            try text.write("not a library\n")
            var lines = try await notes(["--runtime-library", text.string], in: folder)
            #expect(lines.count == 1 && lines[0].contains("text.so"), "\(lines)")
            // The header of an ELF file for arm64, or for x86-64 on arm64.
            var header = [UInt8](repeating: 0, count: 64)
            header.replaceSubrange(0..<8, with: [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0])
            #if arch(arm64)
                header.replaceSubrange(16..<20, with: [3, 0, 62, 0])
            #else
                header.replaceSubrange(16..<20, with: [3, 0, 183, 0])
            #endif
            let foreign = folder.appending("foreign.so")
            try foreign.write(Data(header))
            lines = try await notes(["--runtime-library", foreign.string], in: folder)
            #expect(lines.count == 1 && lines[0].contains("foreign.so"), "\(lines)")
            try await expectOneLineForEach(foreign, in: folder)
        }
    }

    @Test func installationThatIsNotThere() async throws {
        try await inTemporaryFolder { folder in
            try await expectOneLineForEach(folder.appending("nowhere"), in: folder)
        }
    }

    private func expectOneLineForEach(_ place: FilePath, in folder: FilePath) async throws {
        let names = ["cpython", "ruby", "guile", "boehm", "hotspot", "go"].map { "\($0)@\(place)" }
        let lines = try await notes(["--runtime", names.joined(separator: ",")], in: folder)
        #expect(lines.count == names.count, "\(lines)")
        for (line, name) in zip(lines, names) {
            #expect(line.hasPrefix("bench: note: --runtime \(name): "), "\(line)")
        }
    }

    /// What is not a name or not a file is the user's mistake: nothing is measured.
    @Test(arguments: [
        (
            ["--runtime", "rubby"],
            "--runtime 'rubby': there is none; did you mean 'ruby'? Choose from go, hotspot"
        ),
        (["--runtime", "go@"], "--runtime 'go@': a path follows the '@'"),
        (["--runtime", ""], "--runtime '': there is none"),
        (["--runtime", "go#a b"], "--runtime 'go#a b': letters, digits and hyphens follow the '#'"),
        (["--runtime", "go#"], "--runtime 'go#': letters, digits and hyphens follow the '#'"),
        (["--runtime-library", "/nowhere.so"], "--runtime-library /nowhere.so: No such file or directory"),
        (["--runtime-library", "/"], "--runtime-library /: it is a folder, not a file"),
        (["--runtime-library", "/dev/null"], "--runtime-library /dev/null: it is a device, not a file"),
        (["--runtime-library", ""], "--runtime-library '': it names no file"),
    ])
    func mistakeIsOneLine(_ arguments: [String], _ said: String) async throws {
        let run = try await Program.bench.run(arguments + ["--dry-run"])
        #expect(run.status == .exited(2) && run.output.isEmpty)
        #expect(run.errors.contains(said) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
}
