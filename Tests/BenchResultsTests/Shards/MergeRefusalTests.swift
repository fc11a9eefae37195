import Cells
import MachineInspection
import SystemPackage
import Testing

@testable import BenchResults

/// What does not belong together is refused, with the name of the file.
@Suite("Shards that are not merged")
struct MergeRefusalTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let words: String
        let change: @Sendable (inout RunPlan) -> Void
        var testDescription: String { words }
    }

    static let otherPlans = [
        Change(words: "the seed differs: 1, 2") { $0.seed = 2 },
        Change(words: "the number of processes differs: 8, 9") { $0.processes = 9 },
        Change(words: "the number of samples differs: 1, 5") { $0.samples = 5 },
        Change(words: "the time for a process") { $0.budget = 5 },
        Change(words: "the pinned CPU differs: none, 1") { $0.cpu = 1 },
        Change(words: "the list of counters differs") { $0.counters = ["task-clock"] },
        Change(words: "exact counting differs") {
            $0.exact = .init(repeats: 2, simulatesCaches: false, simulatesBranches: false)
        },
        Change(words: "the number of latency rounds differs") { $0.latencyRounds = 3 },
        Change(words: "it has no cell main:empty-loop") { $0.blocks.remove(at: 1) },
        Change(words: "it has the cell late:none") {
            $0.blocks.append(.init(workload: "late", subjects: [.strategy("none")]))
        },
        Change(words: "the cells are in another order") { $0.blocks.swapAt(0, 1) },
    ]

    @Test(arguments: otherPlans)
    func anotherPlanIsRefused(change: Change) throws {
        var plan = ShardResults.plan
        change.change(&plan)
        let other = try ShardResults.result(2, of: 2, plan: plan)
        expect(try [ShardResults.result(1, of: 2), other], "1.json", change.words)
    }

    @Test func anotherProgramIsRefused() throws {
        let first = try ShardResults.result(1, of: 2)
        func second(_ change: (inout BenchResult) -> Void) throws -> [BenchResult] {
            var result = try ShardResults.result(2, of: 2)
            change(&result)
            return [first, result]
        }
        expect(
            try second { $0.provenance.source.commit = .value("fedcba9876543210") }, "1.json", "the commit")
        expect(
            try second { $0.provenance.build.configuration = "release" }, "1.json", "configuration differs")
        expect(try second { $0.provenance.strategyLibraries = ["12"] }, "1.json", "strategy libraries")
        expect(
            try second {
                $0.provenance.source.isDirty = .value(true)
                $0.provenance.build.buildID = .value("other")
            }, "1.json", "not those of a commit")
        expect(
            try second {
                $0.strategies[1] = .init(name: "fixed", version: 2, rule: "", source: "")
            }, "1.json", "the version of fixed differs: 1, 2")
        // A clean commit that was built twice is one program.
        _ = try ShardResults.merge(try second { $0.provenance.build.buildID = .value("other") })
    }

    @Test func theSameShardTwiceIsRefused() throws {
        let parts = try [1, 2, 1].map { try ShardResults.result($0, of: 2) }
        expect(parts, "2.json", "is shard 1/2, as 0.json is")
    }

    @Test func aMissingShardIsRefused() throws {
        expect([try ShardResults.result(2, of: 3)], "0.json", "shards 1, 3 of 3 are missing")
        expect(try [1, 3].map { try ShardResults.result($0, of: 3) }, "0.json", "shard 2 of 3 is missing")
    }

    @Test func anotherDivisionIsRefused() throws {
        expect(
            try [ShardResults.result(1, of: 2), ShardResults.result(2, of: 3)], "1.json",
            "divided into 3 shards, not 2")
    }

    @Test func whatIsNoShardIsRefused() throws {
        let whole = ShardResults.result(of: ShardResults.plan, try ShardResults.provenance())
        expect([whole], "0.json", "is a whole run")
        let merged = try #require(try ShardResults.merge([try ShardResults.result(1, of: 1)]).one)
        expect([merged], "0.json", "is merged already")
        var edited = try ShardResults.result(1, of: 2)
        edited.plan.processes = 3
        expect([edited], "0.json", "is not shard 1/2 of its run")
    }

    private func expect(
        _ results: [BenchResult], _ file: String, _ words: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: StoreError.self, sourceLocation: sourceLocation) {
            try ShardResults.merge(results)
        }
        let text = error?.description ?? ""
        #expect(
            text.hasPrefix("\(file): ") && text.contains(words) && !text.contains("\n"), "\(text)",
            sourceLocation: sourceLocation)
        #expect(error?.isUsage == true, sourceLocation: sourceLocation)
    }
}
