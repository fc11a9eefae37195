import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// What `bench explore` saves, `bench check` plays.
@Suite("Saved scenarios") struct SavedScenarioTests: ~Copyable {
    private let folder: TemporaryFolder
    private var file: FilePath { folder.path.appending("found.json") }

    init() throws { folder = try TemporaryFolder() }

    private func check(_ path: FilePath, _ arguments: String...) async throws -> Program.Run {
        try await Program.bench.run(
            ["check", "--scenario-file", path.string] + arguments + [
                "--output", folder.path.appending("r.json").string,
            ])
    }

    @Test func everyProgramShowsItsFaultAgain() async throws {
        let run = try await Program.bench.run(
            "explore", "sp-window", "--depth", "4", "--longer", "0", "--seed", "1", "--budget", "10m",
            "--save",
            file.string)
        #expect(run.status == .exited(3), "\(run.errors)")
        let saved = try ResultStore.read(file, as: SavedScenarios.self)
        try #require(saved.scenarios.count > 5)
        let checked = try await check(file, "--strategy", "sp-window,accurate")
        #expect(checked.status == .exited(0), "\(checked.errors)")
        let result = try ResultStore.read(folder.path.appending("r.json"), as: CheckResult.self)
        #expect(result.scenarios.map(\.name) == saved.scenarios.map(\.name))
        for scenario in saved.scenarios {
            let cell = try #require(
                result.cells.first { $0.scenario == scenario.name && $0.strategy == "sp-window" })
            let fault = try #require(scenario.found.split(separator: " of ").first)
            #expect("\(cell.verdict)".contains(fault), "\(scenario.program): \(cell.verdict)")
        }
        try await JSONSchema.check(file, "scenarios")
    }

    @Test func strategiesWithKnobsAreSavedForTheCheckToo() async throws {
        _ = try await Program.bench.run(
            "explore", "tiered:cooperation=off", "--depth", "3", "--longer", "0", "--save",
            file.string)
        let saved = try ResultStore.read(file, as: SavedScenarios.self)
        try #require(!saved.scenarios.isEmpty)
        let checked = try await check(file, "--strategy", "fixed")
        #expect(checked.status == .exited(0), "\(checked.errors)")
    }

    @Test func aFolderIsAllItsFiles() async throws {
        for (name, step) in [("b", "call back from a signal handler"), ("a", "call back")] {
            try ResultStore.write(
                SavedScenarios(scenarios: [.init(name: "found/\(name)", found: "", program: [step])]),
                to: folder.path.appending("\(name).json"))
        }
        let run = try await check(folder.path, "--strategy", "fixed", "--format", "json")
        let result = try JSONDecoder().decode(CheckResult.self, from: Data(run.output.utf8))
        #expect(result.scenarios.map(\.name) == ["found/a", "found/b"])
        #expect(result.cells.map(\.verdict).first == .ok)
    }

    @Test(arguments: [
        ([#"{"name":"x","found":"","program":["call home"]}"#], "'call home' is not a step"),
        ([#"{"name":"x","found":"","program":["return to the callback"]}"#], "not possible in this order"),
        ([#"{"name":"x","found":"","program":[]}"#], "not possible in this order"),
        ([#"{"name":"a:b","found":"","program":["call back"]}"#], "no colon"),
        (
            [#"{"name":"deep-first","found":"","program":["call back"]}"#],
            "there is a scenario 'deep-first' already"
        ),
    ])
    func whatCannotBePlayedIsRefused(scenarios: [String], reason: String) async throws {
        try file.write(
            #"{"schema":"stack-bounds-bench/scenarios","schemaVersion":1,"scenarios":[\#(scenarios.joined(separator: ","))]}"#
        )
        let run = try await check(file, "--strategy", "fixed")
        #expect(run.status == .exited(2))
        #expect(run.complaints.count == 1 && run.errors.contains(reason), "\(run.errors)")
    }

    @Test func aFolderWithoutFilesIsRefused() async throws {
        let run = try await check(folder.path, "--strategy", "fixed")
        #expect(run.status == .exited(2) && run.errors.contains("no file named *.json"), "\(run.errors)")
    }
}
