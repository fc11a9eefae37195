import SystemPackage
import TestSupport
import Testing

/// The instructions of two programs side by side.
@Suite("Explain")
struct ExplainTests {
    @Test(.requires(.valgrind))
    func explanation() async throws {
        try await inTemporaryFolder { folder in
            let new = folder.appending("new")
            try PlantedProgram.write(to: new)
            let arguments = ["explain", Program.bench.path.string, new.string, "thread:fixed"]
            let run = try await Program.bench.run(arguments)
            #expect(run.status == .exited(0), "\(run.errors)")
            let marked = run.output.split(separator: "\n").filter { $0.hasPrefix("new ") }
            #expect(marked.count == 1 && marked.first?.contains("nop") == true, "\(run.output)")
            #expect(run.output.contains("+1 instruction a callback"))
            let markdown = try await Program.bench.run(arguments + ["--format", "markdown"])
            #expect(markdown.output.contains("| new |  |  | 1 |"), "\(markdown.output)")
        }
    }

    /// One line, and the exit status of what went wrong.
    @Test func explanationsThatAreNotPossible() async throws {
        let program = Program.bench.path.string
        let without = try await Program.bench.run(
            ["explain", program, program, "thread:fixed"], environment: ["PATH": "/nowhere"])
        #expect(without.status == .exited(1))
        #expect(without.complaints.count == 1, "\(without.errors)")
        let unknown = try await Program.bench.run(["explain", program, program, "thread:nothing"])
        #expect(unknown.status == .exited(2))
        #expect(unknown.complaints.count == 1, "\(unknown.errors)")
        let nameless = try await Program.bench.run(["explain", program, program, "thread"])
        #expect(nameless.status == .exited(2))
    }
}
