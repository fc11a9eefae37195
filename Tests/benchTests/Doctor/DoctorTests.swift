import BenchResults
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

/// `bench doctor` on this machine, whatever it is.
@Suite("Doctor")
struct DoctorTests {
    @Test func jsonIsAsTheSchemaSays() async throws {
        try await inTemporaryFolder { folder in
            let run = try await Program.bench.run("doctor", "--format", "json", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.errors.isEmpty)
            #expect(try folder.entries() == [])
            let path = folder.appending("doctor.json")
            try path.write(run.output)
            let result = try ResultStore.read(path, as: DoctorResult.self)
            #expect(result.canMeasure && result.checks.first?.name == "main job")
            #expect(Set(result.checks.map(\.name)).count == result.checks.count)
            try await JSONSchema.check(path, "doctor")
        }
    }

    @Test func tableHasEveryCheckAndItsRemedy() async throws {
        let run = try await Program.bench.run("doctor")
        #expect(run.status == .exited(0), "\(run.errors)")
        for name in ["main job", "hardware counters", "ASLR", "valgrind", "PROCMAP_QUERY"] {
            #expect(run.output.contains("\n\(name) "))
        }
        #expect(run.output.contains("bench can measure here: "))
    }

    /// Where no process can be started nothing can be measured: one line, exit status 1.
    @Test func whereTheMainJobCannotRunTheExitStatusIs1() async throws {
        let run = try await Program.shell.run(
            "-c", "ulimit -n 8; exec '\(Program.bench.path)' doctor --format json")
        #expect(run.status == .exited(1))
        #expect(run.complaints.count == 1, "\(run.errors)")
        #expect(run.errors.contains("bench: cannot measure here: "))
        #expect(run.output.contains("\"canMeasure\" : false"))
    }
}
