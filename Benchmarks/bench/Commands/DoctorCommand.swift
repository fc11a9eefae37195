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
            --fix writes what failed checks want to files of the kernel: perf_event_paranoid, ASLR, max_map_count, \
            governor, turbo and clock source, where they failed, and nothing else. What a file had is put on record first, \
            in /var/lib/stack-bounds-bench/fixes.json, from which --undo puts it back. The checks are made afterwards.
            Exit status: 0 bench run can measure here, 1 it cannot, or something could not be fixed or undone, \
            2 the record is damaged.
            """)

    /// The forms in which the checks are printed.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table
        case json
    }

    @Option(help: "What to print on standard output: table or json.")
    var format: Format = .table

    @Flag(help: "Set what failed checks want in files of the kernel. Needs root.")
    var fix = false

    @Flag(help: "Put back what --fix changed, where nobody has changed it since. Needs root.")
    var undo = false

    @Flag(help: "With --fix or --undo: say what would be set, and set nothing.")
    var dryRun = false

    func validate() throws {
        if fix && undo { throw ValidationError("--fix and --undo do not go together") }
        if dryRun && !fix && !undo { throw ValidationError("--dry-run goes with --fix or --undo") }
    }

    func run() throws {
        let hasFailed = try changeSettings()
        // The load first: what follows adds to it.
        let checks = checks()
        let mainJob = try MainJobCheck.run()
        let result = DoctorResult(mainJob: mainJob, checks: checks)
        switch format {
        case .table: try StandardOutput.write(Document(result).text(for: .standardOutput))
        case .json:
            try StandardOutput.write(
                String(decoding: try ResultStore.encode(result, pretty: true), as: UTF8.self))
        }
        guard result.canMeasure else {
            throw CommandStopped("cannot measure here: \(mainJob.found)")
        }
        if hasFailed { throw ExitCode(ExitStatus.failure) }
    }

    private func checks() -> [Check] {
        MachineChecks.checks(
            of: MachineReadings.capture(
                searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"))
    }

    /// - Returns: whether something could not be set.
    private func changeSettings() throws -> Bool {
        guard fix || undo else { return false }
        let fixes = MachineFixes()
        let report: MachineFixes.Report
        if undo {
            report = try fixes.undo(isDry: dryRun)
        } else {
            let checks = checks()
            let wanted = KernelFix.wanted(by: checks, isForOthers: isForOthers)
            if wanted.isEmpty {
                StandardError.say("nothing to fix: no failed check is about a setting that --fix knows")
            }
            report = try fixes.apply(wanted, isDry: dryRun)
            for other in KernelFix.wanted(by: checks, isForOthers: true) where !wanted.contains(other) {
                StandardError.say(
                    "\(other.check): \(other.file) stays \(other.before), from which this process is exempt: for "
                        + "another user run it through sudo")
            }
        }
        for line in report.done + report.failed { StandardError.say(line) }
        if fix && !dryRun && !report.done.isEmpty {
            StandardError.say("bench doctor --undo puts back what was there")
        }
        return !report.failed.isEmpty
    }

    /// Whether a user who is not root asked root: sudo(8), pkexec(1).
    private var isForOthers: Bool {
        ["SUDO_UID", "PKEXEC_UID"].contains { name in
            ProcessInfo.processInfo.environment[name].map { $0 != "0" } ?? false
        }
    }
}
