import BenchResults
import ChildProtocol
import Testing

@testable import Harness

/// What is measured in shards is what one run measures, process by process.
@Suite("Running shards")
struct ShardTests {
    private func samples(_ child: FakeChild) -> [String] {
        child.launches.filter(\.isSample).map { "\($0.cell) \($0.request.seed)" }
    }

    @Test(arguments: [2, 3, 4, 9])
    func shardsStartTheProcessesOfTheWholeRun(count: Int) throws {
        let plan = RunPlan.example(processes: 4, counters: ["task-clock"], latencyRounds: 2)
        let whole = FakeChild()
        try FakeSession().run(plan, whole)
        var all: [FakeChild] = []
        for index in 1...count {
            let child = FakeChild()
            let part = plan.part(try #require(Shard(index: index, of: count)))
            let (records, _) = try FakeSession().run(part, child)
            #expect(records.allSatisfy { part.blocks.flatMap(\.cells).contains($0.cell) })
            // Progress is of what there is to do.
            #expect(child.launches.count == part.steps)
            all.append(child)
        }
        // The resolution is measured in each shard, for its own use.
        let control = samples(whole).filter { $0.hasPrefix("thread:empty-loop") }
        let divided = all.flatMap(samples).filter { !$0.hasPrefix("thread:empty-loop") }
        #expect(divided.sorted() == samples(whole).filter { !control.contains($0) }.sorted())
        #expect(Set(all.flatMap(samples)) == Set(samples(whole)))
        func once(_ child: FakeChild) -> [String] {
            child.launches.filter {
                switch $0.request.task {
                case .count, .latency: true
                default: false
                }
            }.map(\.cell).filter { $0 != "thread:empty-loop" }
        }
        #expect(all.flatMap(once).sorted() == once(whole).sorted())
    }

    @Test func aShardIsTypedAsPartAndParts() throws {
        #expect(try Shard.typed("2/3") == Shard(index: 2, of: 3))
        for text in ["0/8", "9/8", "3", "a/b", "3/8/1", "-1/2", ""] {
            let error = #expect(throws: UsageError.self) { try Shard.typed(text) }
            #expect("\(try #require(error))".hasPrefix("--shard \(text): write PART/PARTS"))
        }
    }

    /// A journal says which shard it is of, so that resuming goes on with that one.
    @Test func aJournalKeepsItsShard() throws {
        let session = try FakeSession()
        let shard = ShardOfRun(try #require(Shard(index: 2, of: 3)), of: .example())
        let journal = try Journal(
            at: session.journalPath,
            header: .init(plan: shard.plan, provenance: .example, shard: shard))
        _ = consume journal
        let header = try Journal.read(session.journalPath).header
        #expect(header.shard == shard && header.plan == shard.plan)
    }
}
