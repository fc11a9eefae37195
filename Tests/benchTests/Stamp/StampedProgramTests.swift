import BenchResults
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

/// What the program says of its own commit is what the build wrote into it, wherever it is and whatever it is run
/// beside.
@Suite("Stamp: program")
struct StampedProgramTests {
    private static let section = ".note.stack-bounds-bench"
    private static let run = [
        "--workload", "thread", "--strategy", "fixed", "--processes", "1", "--samples", "1",
        "--perf-counters", "none", "--output", "result.json",
    ]

    /// A copy of the program, in a repository that has nothing to do with it; with another stamp where one is given.
    private func inForeignRepository(
        stamp: String? = nil,
        _ body: (StampedPackage, Program) async throws -> Void
    ) async throws {
        try await inTemporaryFolder { folder in
            let package = try StampedPackage(in: folder)
            _ = try await package.commitAll()
            var program = try Program.bench.path.data()
            if let stamp {
                let note = try #require(ELFSection.range(Self.section, in: program))
                let text = note.lowerBound + 32..<note.upperBound
                var bytes = Data(stamp.utf8)
                bytes += Data(repeating: UInt8(ascii: " "), count: text.count - bytes.count)
                program.replaceSubrange(text, with: bytes)
            }
            let copy = package.folder.appending("bench")
            try copy.write(program)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy.string)
            try await body(package, Program(path: copy))
        }
    }

    private func source(_ package: StampedPackage, _ program: Program) async throws -> Provenance.Source {
        let run = try await program.run(Self.run, in: package.folder)
        try #require(run.status == .exited(0), "\(run.errors)")
        return try ResultStore.read(package.folder.appending("result.json")).provenance.source
    }

    /// The program that is tested was built from this repository, or from its tarball.
    @Test func theResultSaysWhatTheBuildWrote() async throws {
        let program = try Program.bench.path.data()
        let note = try #require(ELFSection.range(Self.section, in: program))
        #expect(note.count == 12 + 20 + 512)
        let lines = String(decoding: program[note].dropFirst(32), as: UTF8.self).split(separator: "\n")
        try #require(lines.count >= 1)
        try await inForeignRepository { package, program in
            let source = try await source(package, program)
            #expect(source.commit.value.map { $0 == lines[0] } ?? (lines[0].first == "?"))
            #expect(try await source.commit.value != package.git("rev-parse", "HEAD"))
            let state = source.isDirty.value.map { $0 ? "changed" : "clean" }
            #expect(state.map { lines.dropFirst().first?.hasPrefix($0) == true } ?? true)
        }
    }

    @Test(arguments: [("changed", true, " with changes"), ("clean", false, "")])
    func aStampIsReadAsItWasWritten(changes: String, isDirty: Bool, words: String) async throws {
        let commit = String(repeating: "0123456789abcdef", count: 4)
        try await inForeignRepository(stamp: "\(commit)\n\(changes)") { package, program in
            let source = try await source(package, program)
            #expect(source == Provenance.Source(commit: .value(commit), isDirty: .value(isDirty)))
            let version = try await program.run("--version")
            #expect(
                version.output.hasPrefix("bench (stack-bounds-bench), commit 0123456789ab\(words), build "),
                "\(version.output)")
        }
    }

    @Test func anUnknownCommitHasAReason() async throws {
        let reason = "built outside of a git checkout"
        try await inForeignRepository(stamp: "?\(reason)\n") { package, program in
            let source = try await source(package, program)
            #expect(source.commit.reason == reason && source.isDirty.reason == reason)
            let version = try await program.run("--version")
            #expect(version.output.contains(", unknown commit (\(reason)), build "), "\(version.output)")
            #expect(version.output.split(separator: "\n").count == 1)
        }
    }

    /// Results of commits that are not in the history at hand are put in order of time.
    @Test func aHistoryOfUnknownCommitsIsInOrderOfTime() async throws {
        let commit = String(repeating: "f", count: 40)
        try await inForeignRepository(stamp: "\(commit)\nclean") { package, program in
            _ = try await source(package, program)
            let history = try await program.run("history", "--results", ".", in: package.folder)
            #expect(history.status == .exited(0), "\(history.errors)")
            #expect(history.output.contains("In the order of time: none is of a commit before HEAD."))
            #expect(history.output.contains("ffffffffffff "))
        }
    }
}
