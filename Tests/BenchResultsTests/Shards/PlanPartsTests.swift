import Cells
import Statistics
import Testing

@testable import BenchResults

/// A run is divided without rest, the same everywhere, and never between what is compared.
@Suite("Parts of a plan")
struct PlanPartsTests {
    private struct Place: Hashable {
        let cell: CellID
        let round: Int
    }

    /// Plans of all sizes, of workloads with few rows and many, with `thread` among them and without.
    static let plans: [RunPlan] = (0..<60).map { number in
        var random = SeededGenerator(seed: 1, stream: "\(number)")
        func draw(_ bound: UInt64) -> Int { Int(random.next() % bound) }
        let names = ["thread", "main", "nested"] + (0..<20).map { "coroutine/\($0)" }
        let chosen = names.filter { _ in draw(3) == 0 } + ["signal"]
        var blocks = chosen.map { workload in
            RunPlan.Block(
                workload: workload,
                subjects: [.emptyLoop, .strategy("none"), .strategy("fixed")]
                    + (0..<draw(12)).map { .strategy("s\($0)") } + [.twin("fixed")])
        }
        if !chosen.contains("thread") {
            blocks.insert(.init(workload: "thread", subjects: [.emptyLoop]), at: 0)
        }
        return RunPlan(
            blocks: blocks,
            sweep: number % 3 == 0
                ? .init(
                    parameter: "stacks", points: chosen.enumerated().map { .init(workload: $1, size: $0) },
                    capReason: nil) : nil,
            processes: 1 + draw(14), samples: 2, target: 1, budget: 1, seed: 1, cpu: nil,
            counters: ["task-clock"], latencyRounds: 2)
    }

    static let counts = [1, 2, 3, 5, 7, 8, 23, 64, 400]

    private func parts(_ plan: RunPlan, _ count: Int) -> [RunPlan] {
        (1...count).compactMap { Shard(index: $0, of: count) }.map(plan.part)
    }

    @Test(arguments: plans)
    func everyStepIsInOneShard(plan: RunPlan) {
        let all = plan.ownBlocks.flatMap(\.cells)
        let places = all.flatMap { cell in (0..<plan.processes).map { Place(cell: cell, round: $0) } }
        for count in Self.counts {
            let parts = parts(plan, count).filter { !$0.blocks.isEmpty }
            let divided = parts.flatMap { part in
                part.ownBlocks.flatMap(\.cells).flatMap { cell in
                    part.measuredRounds.map { Place(cell: cell, round: $0) }
                }
            }
            #expect(divided.count == places.count && Set(divided) == Set(places), "\(count)")
            // What is done once for a row is done by one shard.
            let once = parts.filter { !$0.counters.isEmpty && $0.latencyRounds == 2 }
            let rows = once.flatMap { $0.ownBlocks.flatMap(\.cells) }
            #expect(rows.count == all.count && Set(rows) == Set(all), "\(count)")
            #expect(parts.filter { $0.counters.isEmpty != ($0.latencyRounds == nil) }.isEmpty)
            let points = parts.flatMap { $0.sweep?.points ?? [] }
            #expect(Set(points.map(\.workload)) == Set((plan.sweep?.points ?? []).map(\.workload)))
        }
    }

    @Test(arguments: plans)
    func everyShardHasWhatItsCellsAreComparedWith(plan: RunPlan) {
        for count in Self.counts {
            for part in parts(plan, count) {
                #expect(part.problem == nil)
                guard !part.blocks.isEmpty else { continue }
                #expect(part.blocks.flatMap(\.cells).contains(BenchResult.resolutionCell))
                for block in part.ownBlocks {
                    // All rows: the floor, and the twin of the null pair.
                    #expect(block == plan.blocks.first { $0.workload == block.workload })
                }
                #expect(part.measuredRounds.count >= min(2, plan.processes))
            }
        }
    }

    @Test(arguments: plans)
    func noShardIsIdleWhileAnotherHasTwoWorkloads(plan: RunPlan) {
        for count in Self.counts {
            let parts = parts(plan, count)
            let most = parts.map { $0.blocks.isEmpty ? 0 : $0.ownBlocks.count }.max() ?? 0
            if parts.contains(where: \.blocks.isEmpty) { #expect(most == 1, "\(count)") }
        }
    }

    @Test func oneShardIsTheWholePlan() throws {
        let shard = try #require(Shard(index: 1, of: 1))
        for plan in Self.plans { #expect(plan.part(shard) == plan) }
    }

    /// The split is part of what shards of two programs agree on: this is what it is.
    @Test func theSplitIsTheSameEverywhere() {
        let blocks = ["thread", "main", "nested"].map {
            RunPlan.Block(workload: $0, subjects: [.emptyLoop, .strategy("none"), .twin("none")])
        }
        let plan = RunPlan(
            blocks: blocks, processes: 6, samples: 2, target: 1, budget: 1, seed: 1, cpu: nil, counters: [])
        func text(_ count: Int) -> [String] {
            parts(plan, count).map { part in
                guard !part.blocks.isEmpty else { return "none" }
                return part.ownBlocks.map(\.workload).joined(separator: " ")
                    + (part.rounds.map { " \($0)" } ?? "")
            }
        }
        #expect(text(2) == ["thread nested", "main"])
        #expect(text(3) == ["thread", "main", "nested"])
        #expect(
            text(7) == [
                "thread [0, 3]", "thread [1, 4]", "thread [2, 5]", "main [0, 2, 4]", "main [1, 3, 5]",
                "nested [0, 2, 4]", "nested [1, 3, 5]",
            ])
        #expect(text(11).suffix(3) == ["nested [2, 5]", "none", "none"])
    }

    @Test(arguments: [
        "", "3", "0/8", "9/8", "a/b", "3/8/1", "-1/2", "+1/2", "1/0", " 1/2", "1/ 2", "1//2", "/", "1/2 ",
        "1/10001", "99999999999999999999/2", "１/２", "0x1/2", "1.0/2",
    ])
    func whatIsNoShardIsNone(text: String) { #expect(Shard(text) == nil) }

    @Test func aShardIsWrittenAsItIsTyped() {
        #expect(Shard("3/8") == Shard(index: 3, of: 8))
        #expect(Shard("3/8")?.description == "3/8")
    }
}
