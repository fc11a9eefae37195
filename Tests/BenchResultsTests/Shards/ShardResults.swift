import Cells
import ChildProtocol
import MachineInspection
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// Results of shards, of a run whose costs can be known beforehand.
enum ShardResults {
    static let workloads = ["thread", "main", "nested"]

    static let plan = RunPlan(
        blocks: workloads.map {
            .init(
                workload: $0,
                subjects: [
                    .emptyLoop, .strategy("none"), .strategy("fixed"), .strategy("requery"), .twin("fixed"),
                ])
        }, processes: 8, samples: 1, target: 1000, budget: 1000, seed: 1, cpu: nil, counters: [])

    static func provenance(cpu: String = "a CPU") throws -> Provenance {
        var provenance = Records.provenance
        provenance.source.commit = .value("0123456789abcdef")
        provenance.loadAfter = provenance.loadBefore
        provenance.environment = try changed(provenance.environment, "model", to: cpu)
        return provenance
    }

    /// The environment of another machine, which differs in one member.
    static func changed(_ environment: Environment, _ member: String, to value: String) throws -> Environment
    {
        let text = try JSON.text(environment)
        let old = try Regex("\"\(member)\":(\"[^\"]*\"|\\{[^}]*\\})")
        #expect(text.contains(old))
        return try JSON.value(text.replacing(old, with: "\"\(member)\":\"\(value)\""))
    }

    /// What one shard measures: a callback of `fixed` costs twice `none`, that of `requery` four times.
    static func result(
        _ index: Int, of count: Int, plan: RunPlan = plan, cpu: String = "a CPU", slowdown: UInt64 = 1,
        isBiased: Bool = false, iterations: UInt64 = 100, incomplete: String? = nil
    ) throws -> BenchResult {
        let shard = ShardOfRun(try #require(Shard(index: index, of: count)), of: plan)
        return result(
            of: shard.plan, shard: shard, try provenance(cpu: cpu), slowdown: slowdown, isBiased: isBiased,
            iterations: iterations, incomplete: incomplete)
    }

    static func result(
        of plan: RunPlan, shard: ShardOfRun? = nil, _ provenance: Provenance, slowdown: UInt64 = 1,
        isBiased: Bool = false, iterations: UInt64 = 100, incomplete: String? = nil
    ) -> BenchResult {
        var records: [Record] = []
        for cell in plan.blocks.flatMap(\.cells) {
            var calibration = ChildReport()
            calibration.iterations = iterations
            records.append(record(.calibrate, cell, 0, calibration))
            for round in plan.measuredRounds {
                var report = ChildReport()
                // Hundredths of a nanosecond for each round, so that rounds are told apart.
                let cost = (base(cell.subject, isBiased) + UInt64(round)) * slowdown
                report.samples = [cost * iterations / 100]
                records.append(record(.sample, cell, round, report))
            }
        }
        return BenchResult(
            isComplete: incomplete == nil, incompleteReason: incomplete, provenance: provenance, plan: plan,
            shard: shard,
            strategies: ["none", "fixed", "requery"].map {
                .init(name: $0, version: 1, rule: "a rule", source: "a source")
            },
            workloads: plan.blocks.map {
                .init(
                    name: $0.workload, version: 1, summary: "a workload", callbacksPerIteration: 1,
                    unavailable: nil)
            }, floor: "none",
            assembler: CellAssembler(
                plan: plan, floor: "none", callbacksPerIteration: [:], records: records))
    }

    private static func record(
        _ pass: Record.Pass, _ cell: CellID, _ round: Int, _ report: ChildReport
    ) -> Record {
        Record(
            pass: pass, workload: cell.workload, subject: cell.subject, round: round,
            outcome: .report(report))
    }

    private static func base(_ subject: Subject, _ isBiased: Bool) -> UInt64 {
        switch subject {
        case .strategy("none"): 10_000
        case .strategy("fixed"): 20_000
        case .twin: isBiased ? 30_000 : 20_000
        case .strategy: 40_000
        default: 1000
        }
    }

    static func named(_ results: [BenchResult]) -> [(path: FilePath, result: BenchResult)] {
        results.enumerated().map { (FilePath("\($0).json"), $1) }
    }

    static func merge(
        _ results: [BenchResult], allowMissing: Bool = false
    ) throws(StoreError) -> ShardMerge.Outcome {
        try ShardMerge.merge(named(results), allowMissing: allowMissing)
    }
}

extension ShardMerge.Outcome {
    var one: BenchResult? { if case .oneMachine(let result) = self { result } else { nil } }
    var several: MergedResult? { if case .severalMachines(let result) = self { result } else { nil } }
}
