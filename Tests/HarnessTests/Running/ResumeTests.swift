import BenchResults
import ChildProtocol
import SystemPackage
import Testing

@testable import Harness

@Suite("Resuming")
struct ResumeTests {
    private struct Crash: Error {}

    /// A session whose harness dies at a child, and the journal that it leaves.
    private func interrupted(
        _ session: FakeSession, _ plan: RunPlan, at number: Int
    ) async throws -> [Record] {
        let child = FakeChild { launch, index in
            if index == number { throw Crash() }
            return .good(launch)
        }
        await #expect(throws: Crash.self) { try await session.run(plan, child) }
        return try Journal.read(session.journalPath).records
    }

    @Test(arguments: [0, 1, 5, 6, 9, 13, 21])
    func nothingIsMeasuredTwiceAndNothingIsLeftOut(stop: Int) async throws {
        let session = try FakeSession()
        let plan = RunPlan.example()
        let whole = FakeChild()
        try await FakeSession().run(plan, whole)
        let records = try await interrupted(session, plan, at: stop)
        let rest = FakeChild()
        let (all, _) = try await session.run(plan, rest, records: records)
        #expect(rest.launches.map(\.cell) == whole.launches.dropFirst(stop).map(\.cell))
        #expect(rest.launches.map(\.request.seed) == whole.launches.dropFirst(stop).map(\.request.seed))
        #expect(rest.launches.map(\.iterations) == whole.launches.dropFirst(stop).map(\.iterations))
        #expect(all.count == 24)
    }

    @Test func theJournalHasEveryRecordAsItComes() async throws {
        let session = try FakeSession()
        let records = try await interrupted(session, .example(), at: 10)
        // 6 calibrations, 2 twins, 4 samples.
        #expect(
            records.map(\.pass) == Array(repeating: .calibrate, count: 8)
                + Array(repeating: .sample, count: 4))
    }

    @Test func aCompleteRunStartsNoChild() async throws {
        let session = try FakeSession()
        let (records, _) = try await session.run(.example(), FakeChild())
        let child = FakeChild()
        try await session.run(.example(), child, records: records)
        #expect(child.launches.isEmpty)
    }

    @Test func cancellingKeepsWhatWasMeasured() async throws {
        let fake = try FakeSession()
        let session = try fake.session(.example())
        let task = Task {
            let child = FakeChild { launch, index in
                if index == 7 { withUnsafeCurrentTask { $0?.cancel() } }
                return .good(launch)
            }
            try await session.run(with: fake.tools(child)) { _ in }
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        // 6 calibrations, 2 twins, and the two samples up to the cancellation.
        #expect(await session.records.count == 10)
        #expect(try Journal.read(fake.journalPath).records.count == 10)
    }

    @Test func aJournalIsRemovedOnlyOnRequest() async throws {
        let fake = try FakeSession()
        let session = try fake.session(.example())
        try await session.run(with: fake.tools(FakeChild())) { _ in }
        #expect(Journal.exists(for: fake.folder.appending("result.json")))
        await session.removeJournal()
        #expect(!Journal.exists(for: fake.folder.appending("result.json")))
    }
}
