import ArgumentParser
import BenchResults
import FoundationEssentials
import Harness
import MachineInspection
import Report

/// `bench doctor`: what this machine can measure.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what this machine can measure, what gets in the way, and how to fix it.",
        discussion: """
            ok: as it should be; warn: numbers suffer; missing: something cannot be measured without it; \
            unknown: it could not be found out. Counters are really opened and a cell is really measured.
            Exit status: 0 bench run can measure here, 1 it cannot.
            """)

    /// The forms in which the checks are printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    @Option(help: "What to print on standard output: table or json.")
    var format: Format = .table

    func run() throws {
        let readings = MachineReadings.capture(
            searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        let mainJob = try MainJobCheck.run()
        let result = DoctorResult(mainJob: mainJob, checks: MachineChecks.checks(of: readings))
        switch format {
        case .table: try StandardOutput.write(Document(result).text(for: .standardOutput))
        case .json:
            try StandardOutput.write(
                String(decoding: try ResultStore.encode(result, pretty: true), as: UTF8.self))
        }
        guard result.canMeasure else {
            throw CommandStopped("cannot measure here: \(mainJob.found)")
        }
    }
}
