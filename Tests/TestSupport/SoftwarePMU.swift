import SystemPackage
import Testing

/// Counter hardware for a machine without: Tests/Fixtures/software_pmu.c runs a program and answers its
/// perf_event_open(2) of hardware events with the kernel's software events. It says what is counted for what.
package struct SoftwarePMU: Sendable {
    private let supervisor: Program

    /// Builds it.
    ///
    /// - Parameter folder: where.
    /// - Throws: where it cannot be built.
    package init(in folder: FilePath) async throws {
        let path = folder.appending("software-pmu")
        let source = Repository.root.appending("Tests/Fixtures/software_pmu.c")
        let run = try await #require(Program.cCompiler).run(
            ["-O1", "-Wall", "-Wextra", "-Werror", source.string, "-o", path.string])
        try #require(run.status == .exited(0), "\(run.errors)")
        supervisor = Program(path: path)
    }

    /// Runs a program under it and waits for its end.
    ///
    /// - Parameters:
    ///   - program: what is run.
    ///   - arguments: its arguments.
    ///   - behaviour: options of software_pmu.c, which says what they do.
    ///   - folder: the working folder; the tests' own if nil.
    /// - Returns: how the program ended.
    /// - Throws: as `Program.run` does.
    package func run(
        _ program: Program, _ arguments: [String], _ behaviour: [String] = [], in folder: FilePath? = nil
    ) async throws -> Program.Run {
        try await supervisor.run(behaviour + ["--", program.path.string] + arguments, in: folder)
    }
}

extension Requirement {
    /// That a program can answer the calls of another.
    package static let softwarePMU = Requirement(
        "perf_event_open cannot be answered by a program: it needs a C compiler, seccomp_unotify(2), which "
            + "Linux has since 5.14 and containers may forbid, and software events"
    ) {
        try await inTemporaryFolder { folder in
            let program = Program(path: "/bin/true")
            return try await SoftwarePMU(in: folder).run(program, []).status == .exited(0)
        }
    }
}
