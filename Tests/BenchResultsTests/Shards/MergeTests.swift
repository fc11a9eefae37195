import Cells
import Statistics
import SystemPackage
import Testing

@testable import BenchResults

@Suite("Merging shards")
struct MergeTests {
    private func shards(_ count: Int) throws -> [BenchResult] {
        try (1...count).map { try ShardResults.result($0, of: count) }
    }

    /// On one machine the shards are the run, number for number.
    @Test(arguments: [1, 2, 3, 4, 7, 12, 20])
    func shardsOfOneMachineAreTheWholeRun(count: Int) throws {
        let whole = ShardResults.result(of: ShardResults.plan, try ShardResults.provenance())
        let merged = try #require(try ShardResults.merge(try shards(count).reversed()).one)
        #expect(merged.isComplete && merged.problem == nil && merged.shard == nil)
        #expect(merged.plan == whole.plan)
        #expect(merged.merged?.map(\.shard.index) == Array(1...count))
        #expect(merged.nullPair == whole.nullPair && merged.resolution == whole.resolution)
        #expect(merged.strategies == whole.strategies && merged.workloads == whole.workloads)
        for (cell, expected) in zip(merged.cells, whole.cells) {
            #expect(cell.id == expected.id && cell.status == expected.status && cell.reason == nil)
            #expect(cell.replicates.map(\.nanoseconds) == expected.replicates.map(\.nanoseconds))
            #expect(cell.nanosecondsPerCallback == expected.nanosecondsPerCallback)
            #expect(cell.netOfFloor == expected.netOfFloor && cell.ratioToBest == expected.ratioToBest)
            #expect(cell.standing == expected.standing)
            #expect(cell.shards?.isEmpty == false)
        }
        #expect(merged.cells.count == whole.cells.count)
    }

    @Test func eachCellSaysWhichShardsMeasuredIt() throws {
        let merged = try #require(try ShardResults.merge(try shards(4)).one)
        let shards = Dictionary(merged.cells.map { ($0.name, $0.shards) }) { $1 }
        #expect(shards["thread:fixed"] == [1, 2])
        #expect(shards["main:fixed"] == [3])
        #expect(shards["thread:empty-loop"] == [1, 2])
    }

    /// A shard finds the number of iterations for itself, and a cost is what it is all the same.
    @Test func shardsMayHaveCalibratedDifferently() throws {
        var parts = try shards(4)
        parts[1] = try ShardResults.result(2, of: 4, iterations: 1000)
        let merged = try #require(try ShardResults.merge(parts).one)
        let cell = try #require(merged.cells.first { $0.name == "thread:fixed" })
        #expect(merged.problem == nil && cell.iterations == 100)
        #expect(cell.replicates.map(\.iterations) == [nil, 1000, nil, 1000, nil, 1000, nil, 1000])
        #expect(merged.costs(of: cell).map(\.cost) == (0..<8).map { 200 + Double($0) / 100 })
    }

    @Test func whatTwoMachinesMeasuredIsNotMixed() throws {
        var parts = try shards(4)
        parts[1] = try ShardResults.result(2, of: 4, cpu: "another CPU", slowdown: 3)
        let merged = try #require(try ShardResults.merge(parts).several)
        #expect(merged.problem == nil && merged.isComplete)
        #expect(merged.machines.map { $0.merged?.map(\.shard.index) } == [[1, 3, 4], [2]])
        let costs = merged.machines.map { machine in
            machine.cells.first { $0.name == "thread:fixed" }.map { machine.costs(of: $0).map(\.cost) }
        }
        #expect(costs == [[200, 200.02, 200.04, 200.06], [600.03, 600.09, 600.15, 600.21]])
        #expect(merged.machines.map { $0.resolution.map { ($0 * 100).rounded() } } == [1003, 3012])
        for (machine, net) in zip(merged.machines, [100.0, 300]) {
            let cell = machine.cells.first { $0.name == "thread:fixed" }
            #expect(cell?.netOfFloor?.median == net)
            #expect(cell?.reason == "4 of 8 processes were measured on this machine")
        }
        #expect(merged.machines[1].cells.allSatisfy { $0.workload == "thread" })
        #expect(merged.machineNames[1].hasPrefix("another CPU, CPUs "))
    }

    @Test func aShardWithABiasedNullPairWithholdsItsMachine() throws {
        var parts = try shards(3)
        parts[1] = try ShardResults.result(2, of: 3, isBiased: true)
        let one = try #require(try ShardResults.merge(parts).one)
        #expect(one.health?.isSick == true)
        #expect(one.health?.reasons.first?.hasPrefix("shard 2/3: the null pair") == true)
        #expect(Set(one.cells.compactMap(\.standing)) == [.best, .withheld])
        parts[1] = try ShardResults.result(2, of: 3, cpu: "another CPU", isBiased: true)
        let several = try #require(try ShardResults.merge(parts).several)
        #expect(several.machines.map { $0.health?.isSick } == [false, true])
        #expect(several.machines[0].cells.contains { $0.standing == .slower })
        #expect(!several.machines[1].cells.contains { $0.standing == .slower })
    }

    @Test func anInterruptedOrMissingShardMakesTheRunIncomplete() throws {
        var parts = try shards(3)
        parts[2] = try ShardResults.result(3, of: 3, incomplete: "interrupted by signal 2")
        let cut = try #require(try ShardResults.merge(parts).one)
        #expect(!cut.isComplete && cut.incompleteReason == "shard 3/3: interrupted by signal 2")
        let lacking = try #require(try ShardResults.merge([parts[0], parts[1]], allowMissing: true).one)
        #expect(!lacking.isComplete && lacking.incompleteReason == "shard 3 of 3 is missing")
        #expect(lacking.cells.map(\.workload).contains("nested") == false)
    }

    @Test func machinesThatDifferInTheKernelAloneAreToldApart() throws {
        var parts = try shards(2)
        parts[1].provenance.environment = try ShardResults.changed(
            parts[1].provenance.environment, "kernelRelease", to: "7.7.7")
        let merged = try #require(try ShardResults.merge(parts).several)
        #expect(merged.machineNames[1].contains("kernel 7.7.7"))
        #expect(Set(merged.machineNames).count == 2)
    }
}
