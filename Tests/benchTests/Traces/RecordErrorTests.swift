import SystemPackage
import TestSupport
import Testing

/// What cannot be recorded: one line that says what, where, and what to do instead.
@Suite("What cannot be recorded", .requires(.cCompiler))
struct RecordErrorTests {
    private func expect(
        _ line: String, _ status: Int32 = 2, of arguments: [String], in folder: FilePath
    ) async throws {
        let run = try await Program.bench.run(["record", "--output", "a.trace"] + arguments, in: folder)
        #expect(run.status == .exited(status), "\(run.errors)")
        #expect(run.complaints.count == 1 && run.errors.contains(line), "\(run.errors)")
        #expect(try !folder.entries().contains("a.trace"))
    }

    /// Arguments in the place of which `%` is the program, and what is said of them.
    static let wrong = [
        (["--at", "enter_runtim", "--", "%"], "did you mean 'enter_runtime'?"),
        (["--at", "enter_runtime", "--end", "leave_runtim", "--", "%"], "did you mean 'leave_runtime'?"),
        (["--", "%"], "--at SYMBOL: name the function"),
        (["--at", "enter_runtime"], "give the program to record behind --"),
        (["--at", "enter_runtime", "--pid", "1", "--", "%"], "give one or the other"),
        (["--at", "enter_runtime", "--", "./nothing"], "./nothing: there is no such program"),
        (["--at", "enter_runtime", "--", "no-such-program"], "there is no such program on the PATH"),
        (["--at", "enter_runtime", "--pid", "4194303"], "there is no such process"),
        (["--runtime", "cpyton", "--", "%"], "did you mean 'cpython'?"),
        (["--at", "%:nothing", "--", "%"], "no function of that name in"),
        (["--at", "enter_runtime", "--max-callbacks", "0", "--", "%"], "must be 1 or more"),
    ]

    @Test(arguments: wrong)
    func isOneLine(_ arguments: [String], _ line: String) async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            try await expect(line, of: arguments.map { $0.replacing("%", with: program) }, in: folder)
        }
    }

    @Test func aStrippedProgramHasNoNames() async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder, "-static", "-s")
            try await expect("it is stripped", of: ["--at", "enter_runtime", "--", program], in: folder)
        }
    }

    @Test func a32BitProgramIsRefused() async throws {
        try await inTemporaryFolder { folder in
            let program = try await CallingProgram.built(in: folder)
            let script = "printf '\\001' | dd of=\"$1\" bs=1 seek=4 conv=notrunc"  // EI_CLASS
            let run = try await Program.shell.run(["-c", script, "sh", program], in: folder)
            try #require(run.status == .exited(0), "\(run.errors)")
            try await expect("32-bit", of: ["--at", "enter_runtime", "--", program], in: folder)
        }
    }

    @Test func whatIsNoTraceIsRefused() async throws {
        try await inTemporaryFolder { folder in
            try folder.appending("b.trace").write("{}")
            for arguments in [
                ["trace", "b.trace"], ["run", "--workload", "trace:b.trace"],
                ["check", "--trace", "b.trace"],
            ] {
                let run = try await Program.bench.run(arguments, in: folder)
                #expect(run.status == .exited(2))
                #expect(
                    run.complaints.count == 1 && run.errors.contains("b.trace: not a trace"), "\(run.errors)")
            }
        }
    }
}
