import BenchResults
import ChildProtocol
import Processes
import SystemPackage
import Testing

@testable import Harness

@Suite("Resuming")
struct ResumeTests {
    private struct Crash: Error {}

    /// A session whose harness dies at a child, and the journal that it leaves.
    private func interrupted(
        _ session: FakeSession, _ plan: RunPlan, at number: Int
    ) throws -> [Record] {
        let child = FakeChild { launch, index in
            if index == number { throw Crash() }
            return .good(launch)
        }
        #expect(throws: Crash.self) { try session.run(plan, child) }
        return try Journal.read(session.journalPath).records
    }

    @Test(arguments: [0, 1, 5, 6, 9, 13, 21])
    func nothingIsMeasuredTwiceAndNothingIsLeftOut(stop: Int) throws {
        let session = try FakeSession()
        let plan = RunPlan.example()
        let whole = FakeChild()
        try FakeSession().run(plan, whole)
        let records = try interrupted(session, plan, at: stop)
        let rest = FakeChild()
        let (all, _) = try session.run(plan, rest, records: records)
        #expect(rest.launches.map(\.cell) == whole.launches.dropFirst(stop).map(\.cell))
        #expect(rest.launches.map(\.request.seed) == whole.launches.dropFirst(stop).map(\.request.seed))
        #expect(rest.launches.map(\.iterations) == whole.launches.dropFirst(stop).map(\.iterations))
        #expect(all.count == 24)
    }

    @Test func theJournalHasEveryRecordAsItComes() throws {
        let session = try FakeSession()
        let records = try interrupted(session, .example(), at: 10)
        // 6 calibrations, 2 twins, 4 samples.
        #expect(
            records.map(\.pass) == Array(repeating: .calibrate, count: 8)
                + Array(repeating: .sample, count: 4))
    }

    @Test func aCompleteRunStartsNoChild() throws {
        let session = try FakeSession()
        let (records, _) = try session.run(.example(), FakeChild())
        let child = FakeChild()
        try session.run(.example(), child, records: records)
        #expect(child.launches.isEmpty)
    }

    @Test func anInterruptionKeepsWhatWasMeasured() throws {
        let fake = try FakeSession()
        let session = try fake.session(.example())
        let child = FakeChild { launch, index in
            if index == 8 { throw Interrupted(signal: 2) }
            return .good(launch)
        }
        #expect(throws: Interrupted.self) { try session.run(with: fake.tools(child)) { _ in } }
        // 6 calibrations, 2 twins, and the two samples up to the interruption.
        #expect(session.records.count == 10)
        #expect(try Journal.read(fake.journalPath).records.count == 10)
    }

    @Test func aJournalIsRemovedOnlyOnRequest() throws {
        let fake = try FakeSession()
        let session = try fake.session(.example())
        try session.run(with: fake.tools(FakeChild())) { _ in }
        #expect(Journal.exists(for: fake.folder.appending("result.json")))
        session.removeJournal()
        #expect(!Journal.exists(for: fake.folder.appending("result.json")))
    }
}
