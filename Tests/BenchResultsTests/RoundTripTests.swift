import Cells
import ChildProtocol
import FoundationEssentials
import Statistics
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// Whatever a run can write is read back, and says the same.
@Suite("Results read back")
struct RoundTripTests {
    private static let rows: [Subject] = [
        .emptyLoop, .strategy("none"), .strategy("fixed"), .strategy("mine"), .twin("fixed"), .pthreadQuery,
    ]

    /// Any outcome of any step: an answer with numbers from nothing to the largest, an empty or a failed one, and
    /// every kind of death.
    private func outcome(_ pass: Record.Pass, _ random: inout SeededGenerator) -> Outcome {
        let numbers: [UInt64] = [0, 1, 30, 1_000_000, 5_000_000_000, 1 << 40, 1 << 41, .max]
        func number() -> UInt64 { numbers.randomElement(using: &random) ?? 0 }
        var report = ChildReport()
        switch Int.random(in: 0..<12, using: &random) {
        case 0: return .death(Death(exitStatus: nil, signal: 9, isHung: false, message: ""))
        case 1: return .death(Death(exitStatus: nil, signal: 6, isHung: false, message: "a\nb\u{0}"))
        case 2: return .death(Death(exitStatus: 3, signal: nil, isHung: false, message: "bye"))
        case 3: return .death(Death(exitStatus: nil, signal: nil, isHung: true, message: ""))
        case 4: report.failure = "Argument list too long"
        case 5: break
        default:
            if pass == .calibrate { report.iterations = Bool.random(using: &random) ? 1000 : number() }
            if pass == .sample {
                report.samples = (0..<Int.random(in: 0...3, using: &random)).map { _ in number() }
                report.mappings = 40
            }
            if pass == .latency {
                let values = (0..<20).map { _ in UInt64.random(in: 0...100_000, using: &random) }
                report.latency = LatencyCounts(
                    values, batch: numbers.randomElement(using: &random) ?? 1, clockCost: 20)
            }
            report.queriesPerCallback = 1
        }
        return .report(report)
    }

    private func records(_ plan: RunPlan, _ random: inout SeededGenerator) -> [Record] {
        var records: [Record] = []
        // Steps may be missing, be there twice, or belong to no plan.
        for row in Self.rows {
            for pass in [Record.Pass.calibrate, .sample, .count, .latency] {
                for round in -1...(plan.processes + 1) where Int.random(in: 0..<8, using: &random) > 0 {
                    for _ in 0...Int.random(in: 0...1, using: &random) {
                        records.append(
                            Record(
                                pass: pass, workload: "thread", subject: row, round: round,
                                outcome: outcome(pass, &random)))
                    }
                }
            }
        }
        return records.shuffled(using: &random)
    }

    @Test(arguments: 0..<300)
    func whateverCameOfTheChildren(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed, stream: "round trip")
        let plan = RunPlan(
            blocks: [.init(workload: "thread", subjects: Self.rows)],
            processes: [1, 2, 6, 7, 12].randomElement(using: &random) ?? 1, samples: 3, target: 1000,
            budget: 1000, seed: 1, cpu: nil, counters: [],
            latencyRounds: Bool.random(using: &random) ? 2 : nil)
        let result = BenchResult(
            isComplete: true, incompleteReason: nil, provenance: Records.provenance, plan: plan,
            strategies: ["none", "fixed", "mine"].map {
                .init(name: $0, version: 1, rule: "rule", source: "tests")
            },
            workloads: [
                .init(
                    name: "thread", version: 1, summary: "", callbacksPerIteration: 2, unavailable: nil)
            ],
            floor: "none",
            assembler: CellAssembler(
                plan: plan, floor: "none", callbacksPerIteration: ["thread": 2],
                records: records(plan, &random)))
        let written = try ResultStore.encode(result)
        let read: BenchResult = try ResultStore.decode(written, of: "result.json")
        #expect(try ResultStore.encode(read) == written)
        #expect(read.cells.count == Self.rows.count)
        #expect(read.cells.allSatisfy { $0.status == .measured || $0.reason != nil })
    }

    @Test(arguments: ["iterations", "cost", "round"])
    func oneOddCellDoesNotCostTheFile(fault: String) throws {
        var result = try RealResult.small()
        let index = try #require(result.cells.firstIndex { $0.status == .measured })
        let replicate = try #require(result.cells[index].replicates.first)
        switch fault {
        case "iterations": result.cells[index].iterations = nil
        case "cost": result.cells[index].nanosecondsPerCallback = nil
        default: result.cells[index].replicates = [replicate, replicate]
        }
        let read: BenchResult = try ResultStore.decode(try ResultStore.encode(result), of: "result.json")
        #expect(read.cells.count == result.cells.count)
        #expect(read.cells[index].status == .failed)
        #expect(read.cells[index].reason?.hasPrefix("its times and counts are set aside: ") == true)
        #expect(read.cells[index].replicates.isEmpty)
        let others = read.cells.indices.filter { $0 != index }
        #expect(others.allSatisfy { read.cells[$0].status == result.cells[$0].status })
    }
}
