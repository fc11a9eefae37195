import MachineInspection
import BenchResults
import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// `bench doctor` on this machine, whatever it is.
@Suite("Doctor")
struct DoctorTests {
    @Test func jsonIsAsTheSchemaSays() async throws {
        try await Program.inFolder { folder in
            let run = try await Program.run("doctor", "--format", "json", in: folder)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.errors.isEmpty)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == [])
            let path = folder.appending("doctor.json")
            try Data(run.output.utf8).write(to: URL(filePath: path.string))
            let result = try ResultStore.read(path, as: DoctorResult.self)
            #expect(result.canMeasure && result.checks.first?.name == "main job")
            #expect(Set(result.checks.map(\.name)).count == result.checks.count)
            try await JSONSchema.check(path, "doctor")
        }
    }

    @Test func tableHasEveryCheckAndItsRemedy() async throws {
        let run = try await Program.run("doctor")
        #expect(run.status == .exited(0), "\(run.errors)")
        for name in ["main job", "hardware counters", "ASLR", "valgrind", "PROCMAP_QUERY"] {
            #expect(run.output.contains("\n\(name) "))
        }
        #expect(run.output.contains("bench can measure here: "))
    }

    /// Where no process can be started nothing can be measured: one line, exit status 1.
    @Test func whereTheMainJobCannotRunTheExitStatusIs1() async throws {
        let ended = try await Subprocess.run(
            .path("/bin/sh"),
            arguments: ["-c", "ulimit -n 8; exec '\(Program.path)' doctor --format json"],
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        #expect(ended.terminationStatus == .exited(1))
        let errors = ended.standardError
        #expect(errors.split(separator: "\n").count == 1, "\(errors)")
        #expect(errors.contains("bench: cannot measure here: "))
        #expect(ended.standardOutput.contains("\"canMeasure\" : false"))
    }
}
