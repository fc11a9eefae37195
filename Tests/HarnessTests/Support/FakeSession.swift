import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import MachineInspection
import Synchronization
import SystemPackage

@testable import Harness

/// A run of a small plan with fake children, and a real journal in a folder that goes with it.
final class FakeSession: Sendable {
    private let temporary: TemporaryFolder
    let clock = FakeClock()
    private let events = Mutex<[SessionEvent]>([])

    init() throws {
        temporary = try TemporaryFolder()
    }

    var folder: FilePath { temporary.path }

    /// What the session said.
    var said: [SessionEvent] { events.withLock { $0 } }

    var listener: SessionListener { { event in self.events.withLock { $0.append(event) } } }

    var journalPath: FilePath { folder.appending("result.json.journal") }

    /// Runs a plan to its end, or until a child throws.
    ///
    /// - Returns: the records, and how many there were each time a round was complete.
    @discardableResult
    func run(
        _ plan: RunPlan, _ child: FakeChild, records: [Record] = [], counter: (any ExactCounter)? = nil
    ) throws -> (records: [Record], rounds: [Int]) {
        let rounds = RoundLog()
        let session = try session(plan, records)
        try session.run(with: tools(child, counter)) { rounds.add($0.count) }
        return (session.records, rounds.counts)
    }

    func session(_ plan: RunPlan, _ records: [Record] = []) throws -> RunSession {
        try? FileManager.default.removeItem(atPath: journalPath.string)
        let journal = try Journal(at: journalPath, header: .init(plan: plan, provenance: .example))
        for record in records { try journal.append(record) }
        return RunSession(plan: plan, journal: journal, records: records)
    }

    func tools(_ child: FakeChild, _ counter: (any ExactCounter)? = nil) -> SessionTools {
        SessionTools(
            child: child, exactCounter: counter, stopwatch: clock.stopwatch, listener: listener)
    }
}

/// How many records there were at the end of each round.
final class RoundLog: Sendable {
    private let log = Mutex<[Int]>([])

    var counts: [Int] { log.withLock { $0 } }

    func add(_ count: Int) { log.withLock { $0.append(count) } }
}

extension Provenance {
    static let example = Provenance(
        startedAt: 1, finishedAt: 2, commandLine: ["bench"],
        source: .init(commit: .unavailable("a test"), isDirty: .unavailable("a test")), build: .current,
        environment: .capture(), loadBefore: .capture(), loadAfter: .capture())
}

extension RunPlan {
    /// Two workloads with two strategies, a twin and the empty loop each.
    static func example(
        processes: Int = 2, counters: [String] = [], exact: Exact? = nil, latencyRounds: Int? = nil,
        cpu: Int? = nil, seed: UInt64 = 7
    ) -> RunPlan {
        RunPlan(
            blocks: ["thread", "main"].map { workload in
                Block(
                    workload: workload,
                    subjects: [
                        .emptyLoop, .strategy("none"), .strategy("sp-window"), .twin("sp-window"),
                    ])
            }, processes: processes, samples: 2, target: 1_000_000, budget: 20_000_000, seed: seed, cpu: cpu,
            counters: counters, exact: exact, latencyRounds: latencyRounds)
    }
}
