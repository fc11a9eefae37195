import BenchResults
import Cells
import ChildProtocol
import MachineInspection

/// Records as a run makes them, with numbers that can be checked by hand.
enum Records {
    static let plan = RunPlan(
        blocks: [
            .init(
                workload: "thread",
                subjects: [
                    .emptyLoop, .strategy("none"), .strategy("fixed"), .strategy("requery"), .twin("fixed"),
                ])
        ],
        processes: 6, samples: 3, target: 1000, budget: 1000, seed: 1, cpu: nil, counters: [])

    static let provenance = Provenance(
        startedAt: 1, finishedAt: 2, commandLine: ["bench"],
        source: .init(commit: .unavailable("tests"), isDirty: .value(false)),
        build: .init(
            configuration: "debug", measuredModules: "-O", cCompiler: "cc", swiftCompiler: "6.3",
            buildID: .value("ab12")),
        environment: .capture(), loadBefore: .capture(), loadAfter: .capture())

    static let header = Journal.Header(plan: plan, provenance: provenance)

    static func calibration(_ subject: Subject, _ iterations: UInt64) -> Record {
        var report = ChildReport()
        report.iterations = iterations
        report.queriesPerCallback = subject == .strategy("requery") ? 1 : 0
        return Record(
            pass: .calibrate, workload: "thread", subject: subject, round: 0, outcome: .report(report))
    }

    static func sample(_ subject: Subject, round: Int, _ nanoseconds: [UInt64]) -> Record {
        var report = ChildReport()
        report.samples = nanoseconds
        report.mappings = 40
        return Record(
            pass: .sample, workload: "thread", subject: subject, round: round, outcome: .report(report))
    }

    static func death(_ subject: Subject, pass: Record.Pass, round: Int) -> Record {
        Record(
            pass: pass, workload: "thread", subject: subject, round: round,
            outcome: .death(
                Death(
                    exitStatus: nil, signal: 6, isHung: false,
                    message:
                        "runtime: morestack on g0, stack [0x1 0x2], sp=0x0\nfatal error: morestack on g0\n")))
    }

    static func assembler(_ records: [Record], plan: RunPlan = plan) -> CellAssembler {
        CellAssembler(plan: plan, floor: "none", callbacksPerIteration: ["thread": 2], records: records)
    }
}
