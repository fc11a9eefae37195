import BenchResults
import Cells
import Statistics
import SystemPackage
import TestSupport
import Testing

/// What a run derives of counters, on software_pmu.c, where there is one instruction per cycle.
@Suite("Derived counters of a run", .requires(.softwarePMU))
struct DerivedCounterRunTests {
    private static let names = [
        "instructions-per-cycle", "branch-miss-ratio", "branch-misses-per-1000-instructions",
    ]

    private func run(
        _ counters: String, in folder: FilePath, _ arguments: [String] = [], _ behaviour: [String] = []
    ) async throws -> (result: BenchResult, output: String, path: FilePath) {
        let path = folder.appending("result.json")
        let pmu = try await SoftwarePMU(in: folder)
        let run = try await pmu.run(
            .bench,
            [
                "run", "--quick", "--workload", "thread", "--strategy", "none,sp-window", "--perf-counters",
                counters, "--output", path.string,
            ] + arguments, behaviour)
        #expect(run.status == .exited(0), "\(run.errors)")
        return (try ResultStore.read(path), run.output, path)
    }

    @Test func everyFormatHasThem() async throws {
        try await inTemporaryFolder { folder in
            let (result, output, path) = try await run(
                "instructions,cycles,branches,branch-misses", in: folder)
            for cell in result.cells where cell.kind != .twin {
                #expect(cell.derived?.map(\.name) == Self.names, "\(cell.name)")
                let value = try #require(cell.derived?.first?.value, "\(cell.name)")
                #expect((0.8...1.25).contains(value.median) && value.count == 6)
                #expect((value.lower ?? 2) <= value.median && (value.upper ?? 0) >= value.median)
                #expect(cell.derived?.allSatisfy { $0.value != nil && $0.reason == nil } == true)
            }
            #expect(output.contains("instructions-per-cycle  branch-miss-ratio"), "\(output)")
            for (format, text) in [
                ("csv", "instructions-per-cycle,instructions-per-cycle_lower,instructions-per-cycle_upper"),
                ("go", " instructions-per-cycle\t"), ("go", "Unit instructions-per-cycle better=higher\n"),
                (
                    "openmetrics",
                    "counter_ratio{workload=\"thread\",row=\"sp-window\",kind=\"strategy\",ratio=\""
                ),
                ("google", "\"instructions-per-cycle\" : "), ("bencher", "\"instructions-per-cycle\" : {"),
            ] {
                let export = try await Program.bench.run("export", path.string, "--to", format)
                #expect(export.output.contains(text), "\(format): \(export.output)\(export.errors)")
            }
            let page = folder.appending("page.html")
            let report = try await Program.bench.run("report", path.string, "--output", page.string)
            #expect(report.status == .exited(0), "\(report.errors)")
            let text = try page.text()
            #expect(text.contains("branch-misses-per-1000-instructions"))
            #expect(text.contains("1000 × branch-misses / instructions"))
            #expect(!text.contains("NaN"))
            try await JSONSchema.check(path, "result")
        }
    }

    @Test func sharesOfTheModesAreThoseOfOneGroup() async throws {
        try await inTemporaryFolder { folder in
            let (result, _, _) = try await run("instructions:u,instructions:k", in: folder)
            for cell in result.cells where cell.kind == .strategy {
                #expect(
                    cell.derived?.map(\.name) == ["instructions-user-share", "instructions-kernel-share"])
                if let reason = cell.counters.compactMap(\.reason).first { try skip(reason) }
                // The kernel's clock is the same in both modes.
                for share in cell.derived ?? [] {
                    #expect((0.4...0.6).contains(share.value?.median ?? 0), "\(share)")
                }
            }
        }
    }

    @Test func whatCannotBeDerivedIsNotGivenAndSaysWhy() async throws {
        try await inTemporaryFolder { folder in
            let (result, output, path) = try await run(
                "instructions,branches,bus-cycles,cycles", in: folder, [], ["--counters", "2"])
            for cell in result.cells where cell.kind == .strategy {
                #expect(cell.counters.allSatisfy { $0.perCallback != nil })
                #expect(cell.derived?.first?.value == nil)
                #expect(cell.derived?.first?.reason?.contains("not counted in one group") == true)
            }
            #expect(
                output.contains("instructions-per-cycle: not given: instructions and cycles were not counted")
            )
            try await JSONSchema.check(path, "result")
        }
    }

    @Test func withoutCounterHardwareThereIsNothingToDerive() async throws {
        try await inTemporaryFolder { folder in
            let (result, output, _) = try await run(
                "instructions,cycles", in: folder, [], ["--core", "4:4095"])
            for cell in result.cells where cell.kind == .strategy {
                #expect(cell.derived?.map(\.reason) == ["instructions was not counted"])
            }
            #expect(!output.contains("instructions-per-cycle"), "\(output)")
        }
    }
}
