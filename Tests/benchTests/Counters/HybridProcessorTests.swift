import BenchResults
import Cells
import FoundationEssentials
import MachineInspection
import PerfCounters
import Statistics
import SystemPackage
import TestSupport
import Testing

/// The whole program on a processor with two types of core, one CPU each: software_pmu.c counts an event of a type
/// on its CPU alone, by the kernel's own rules.
@Suite("Hybrid processors", .requires(.softwarePMU))
struct HybridProcessorTests {
    /// What supervises, what it does, and the CPUs of the types.
    private struct Machine {
        let pmu: SoftwarePMU
        let behaviour: [String]
        let cpus: [Int]
    }

    private func machine(in folder: FilePath) async throws -> Machine {
        let cpus = Array(try Affinity.allowed().prefix(2))
        guard cpus.count == 2 else { try skip("this process may use one CPU only") }
        let devices = folder.appending("devices")
        for (name, number, cpu) in [("cpu_core", 4, cpus[0]), ("cpu_atom", 10, cpus[1])] {
            let device = devices.appending(name)
            try FileManager.default.createDirectory(
                atPath: device.string, withIntermediateDirectories: true)
            try device.appending("type").write("\(number)\n")
            try device.appending("cpus").write("\(cpu)\n")
        }
        return Machine(
            pmu: try await SoftwarePMU(in: folder),
            behaviour: ["--core", "4:\(cpus[0])", "--core", "10:\(cpus[1])", "--files", devices.string],
            cpus: cpus)
    }

    @Test func aPinnedThreadIsCountedOnItsTypeOfCore() async throws {
        try await inTemporaryFolder { folder in
            let machine = try await machine(in: folder)
            for (cpu, name) in zip(machine.cpus, ["cpu_core", "cpu_atom"]) {
                let readings = try await CountingChild(cpu: cpu).readings(
                    ["instructions", "cycles", "L1-dcache-loads", "task-clock"], on: machine.pmu,
                    machine.behaviour)
                let values = try readings.map { try #require($0.value, "\($0)") }
                for value in values.dropLast() {
                    #expect((0.8...1.25).contains(value / values[3]), "\(values)")
                }
                #expect(readings.map(\.coreTypes) == [[name], [name], [name], nil])
                #expect(readings.allSatisfy { !$0.scaled })
            }
        }
    }

    /// Wherever the scheduler puts it: nothing is lost, and nothing counted twice.
    @Test(arguments: ["thread", "thread-churn"])
    func elsewhereTheTypesAreAdded(workload: String) async throws {
        try await inTemporaryFolder { folder in
            let machine = try await machine(in: folder)
            let child = CountingChild(workload: workload, iterations: workload == "thread" ? 20_000 : 64)
            for _ in 0..<5 {
                let readings = try await child.readings(
                    ["instructions", "cycles", "task-clock"], on: machine.pmu, machine.behaviour)
                let values = try readings.map { try #require($0.value, "\($0)") }
                for value in values.dropLast() {
                    #expect((0.8...1.25).contains(value / values[2]), "\(values)")
                }
                #expect(readings[0].coreTypes == ["cpu_core", "cpu_atom"])
            }
        }
    }

    @Test func aRunAndTheDoctorSayWhichTypesAreCounted() async throws {
        try await inTemporaryFolder { folder in
            let machine = try await machine(in: folder)
            let path = folder.appending("result.json")
            let run = try await machine.pmu.run(
                .bench,
                [
                    "run", "--quick", "--workload", "thread", "--strategy", "none,sp-window", "--cpu",
                    "\(machine.cpus[1])", "--perf-counters", "instructions,cycles", "--output", path.string,
                ], machine.behaviour)
            #expect(run.status == .exited(0), "\(run.errors)")
            #expect(run.output.contains("instructions, cycles: counted on cores of type cpu_atom."))
            for cell in try ResultStore.read(path).cells where cell.kind == .strategy {
                let ratio = try #require(cell.derived?.first?.value, "\(cell.name)")
                #expect((0.8...1.25).contains(ratio.median))
            }
            let doctor = try await machine.pmu.run(.bench, ["doctor"], machine.behaviour)
            #expect(doctor.output.contains("cpu_core (CPUs \(machine.cpus[0]))"), "\(doctor.output)")
            #expect(doctor.output.contains("counted on each, and added"))
        }
    }
}
