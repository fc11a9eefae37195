import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// Programs whose output is read get the C locale, whatever the user's is.
@Suite("Locale of foreign programs")
struct ForeignProgramTests {
    private static let german = ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"]

    @Test(arguments: [["profile", "sp-window", "thread", "--seconds", "1"], ["commits", "HEAD~1", "HEAD"]])
    func isC(arguments: [String]) async throws {
        try await inTemporaryFolder { folder in
            let log = folder.appending("log")
            for name in ["perf", "valgrind", "git", "swift"] {
                let tool = folder.appending(name)
                try tool.write("#!/bin/sh\necho \"$LC_ALL\" >> '\(log)'\nexit 1\n")
                chmod(tool.string, 0o755)
            }
            let environment = Self.german.merging(["PATH": "\(folder):/usr/bin:/bin"]) { $1 }
            _ = try await Program.bench.run(arguments, in: folder, environment: environment)
            #expect(try Set(log.text().split(separator: "\n")) == ["C"])
        }
    }

    /// Where numbers are written 0,44 perf is read all the same.
    @Test func aDecimalComma() async throws {
        guard let localedef = Program(named: "localedef"), Program(named: "perf") != nil else {
            try skip("there is no localedef, or no perf")
        }
        try await inTemporaryFolder { folder in
            let locale = folder.appending("de_DE.UTF-8")
            let made = try await localedef.run("-i", "de_DE", "-f", "UTF-8", locale.string)
            guard made.status == .exited(0) else { try skip("localedef: \(made.errors)") }
            let arguments = ["profile", "sp-window", "thread", "--seconds", "1", "--counters", "software"]
            guard try await Program.bench.run(arguments).status == .exited(0) else {
                try skip("perf cannot sample here")
            }
            let environment = Self.german.merging(["LOCPATH": folder.string]) { $1 }
            let run = try await Program.bench.run(arguments, environment: environment)
            let line = run.output.split(separator: "\n").first { $0.contains("task-clock") }
            #expect(line?.contains("not counted") == false, "\(run.output)\(run.errors)")
        }
    }
}
