import BenchResults
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Which programs `bench commits` considers identical, tried on copies of itself.
@Suite("Identity of programs")
struct ProgramHashTests {
    /// The verdicts on a copy of the program with the first byte of a section changed.
    private func verdicts(altered section: String) async throws -> Set<ComparisonVerdict> {
        try await inTemporaryFolder { folder in
            var program = try Program.bench.path.data()
            let bytes = try #require(ELFSection.range(section, in: program), "no section \(section)")
            program[bytes.lowerBound] ^= 1
            let copy = folder.appending("altered")
            try program.write(to: URL(filePath: copy.string))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: copy.string)
            let output = folder.appending("comparison.json")
            let run = try await Program.bench.run([
                "commits", Program.bench.path.string, copy.string, "--workload", "thread", "--strategy",
                "fixed",
                "--budget", "1s", "--skip-check", "--output", output.string,
            ])
            #expect([.exited(0), .exited(3)].contains(run.status), "\(run.errors)")
            return Set(try ResultStore.read(output, as: ResultComparison.self).rows.map(\.verdict))
        }
    }

    @Test(
        "What only names a build makes no difference",
        arguments: [".swift_modhash", ".note.gnu.build-id", ".note.stack-bounds-bench"])
    func nameOfABuild(section: String) async throws {
        #expect(try await verdicts(altered: section) == [.identicalCode])
    }

    /// The names of fields for reflection, which nothing in it reads.
    @Test("A byte of anything else does")
    func anythingElse() async throws {
        #expect(try await !verdicts(altered: "swift5_reflstr").contains(.identicalCode))
    }
}
