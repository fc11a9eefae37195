import BenchResults
import Cells
import ChildProtocol
import FoundationEssentials
import PerfCounters
import Processes
import Statistics
import Testing

@testable import Harness

@Suite("What a child says on its channel")
struct ChannelAnswerTests {
    private static let seal = ChannelSeal()

    private func request(_ task: ChildRequest.Task) -> ChildRequest {
        ChildRequest(
            workload: "thread", subject: .strategy("mine"), task: task, seed: 1, cpu: nil, deadline: 20)
    }

    private func line(_ line: ChildLine) throws -> String {
        "\(Self.seal.text) \(String(decoding: try JSONEncoder().encode(line), as: UTF8.self))\n"
    }

    private func outcome(
        _ channel: String, task: ChildRequest.Task = .run(iterations: 1), elapsed: Duration = .seconds(1),
        end: EndedProcess.End = .exited(0)
    ) throws -> Outcome {
        try Outcome(
            of: EndedProcess(end: end, errors: "said\n", channel: channel, elapsed: elapsed), Self.seal,
            for: request(task))
    }

    /// Nil for a report without one.
    private func failure(_ outcome: Outcome) throws -> String? {
        guard case .report(let report) = outcome else {
            Issue.record("a death")
            return nil
        }
        return report.failure
    }

    private func report(_ fill: (inout ChildReport) -> Void) -> ChildReport {
        var report = ChildReport()
        fill(&report)
        return report
    }

    @Test func oneAnswerCounts() throws {
        #expect(try failure(outcome(line(ChildLine(ChildReport())))) == nil)
    }

    @Test func twoAnswersAreNone() throws {
        let answer = try line(ChildLine(ChildReport()))
        #expect(try failure(outcome(answer + answer)) == "the child answered 2 times")
    }

    @Test(arguments: ["garbage\n", "\n", "{\"report\":{\"version\":1}}\n", "0123 {}\n", "\u{0}\n"])
    func aLineWithoutTheSealSpoilsTheAnswer(garbage: String) throws {
        let answer = try line(ChildLine(ChildReport()))
        for channel in [garbage, garbage + answer, answer + garbage] {
            #expect(try failure(outcome(channel))?.contains("wrote to the channel") == true, "\(channel)")
        }
    }

    @Test func anAnswerThatWasCutShortIsNone() throws {
        let answer = try line(ChildLine(ChildReport())).dropLast(3)
        #expect(try failure(outcome(String(answer)))?.contains("did not answer") == true)
    }

    @Test func aDeathAfterAnAnswerIsADeath() throws {
        guard case .death = try outcome(line(ChildLine(ChildReport())), end: .signaled(11)) else {
            Issue.record("an answer")
            return
        }
    }

    @Test func whatEndsTheChildWhileALibraryIsLoadedIsNoOutcome() throws {
        let loading = try line(ChildLine(loading: "/x.so"))
        #expect(throws: LibraryStopped.self) { try outcome(loading, end: .signaled(6)) }
        #expect(throws: LibraryStopped.self) { try outcome(loading, end: .timedOut) }
        #expect(throws: LibraryStopped.self) { try outcome(loading) }
        let loaded = try loading + line(ChildLine(loading: ""))
        guard case .death = try outcome(loaded, end: .signaled(6)) else {
            Issue.record("no death")
            return
        }
    }

    private static let sampling = ChildRequest.Task.sample(iterations: 1_000_000, samples: 3, budget: 1)

    @Test(
        arguments: [
            nil, [], [0], [9999], [1_000_000, 0], [1_000_000, 1_000_000, 1_000_000, 1_000_000],
            [1_100_000_000], [600_000_000, 600_000_000], [.max, .max],
        ] as [[UInt64]?])
    func impossibleSamplesAreAFailure(samples: [UInt64]?) throws {
        let answer = try line(ChildLine(report { $0.samples = samples }))
        let reason = try failure(outcome(answer, task: Self.sampling))
        #expect(reason?.hasPrefix("impossible report: ") == true, "\(reason ?? "none")")
    }

    @Test func possibleSamplesAreAnAnswer() throws {
        let answer = try line(ChildLine(report { $0.samples = [10_000, 300_000_000, 600_000_000] }))
        #expect(try failure(outcome(answer, task: Self.sampling)) == nil)
    }

    @Test(arguments: [-1, -0.001, .infinity, .nan])
    func impossibleQueriesAreAFailure(queries: Double) {
        let report = report { $0.queriesPerCallback = queries }
        #expect(report.problem(for: request(.run(iterations: 1)), elapsed: .seconds(1)) != nil)
    }

    @Test(arguments: [nil, 0] as [UInt64?])
    func aCalibrationHasIterations(iterations: UInt64?) throws {
        let answer = try line(ChildLine(report { $0.iterations = iterations }))
        #expect(
            try failure(outcome(answer, task: .calibrate(target: 1))) == "impossible report: no iterations")
    }

    @Test(arguments: [-1, .infinity, .nan, 1e300])
    func impossibleCountsAreAFailure(value: Double) {
        var reading = CounterReading(of: .instructions, because: .callgrind("a test"))
        reading.value = value
        let report = report { $0.counters = [reading] }
        let task = ChildRequest.Task.count(iterations: 1, counters: ["instructions"])
        #expect(report.problem(for: request(task), elapsed: .seconds(1)) != nil)
        let other = ChildRequest.Task.count(iterations: 1, counters: ["cycles"])
        #expect(report.problem(for: request(other), elapsed: .seconds(1)) != nil)
    }

    @Test(arguments: [
        LatencyCounts([600, 700], batch: 65, clockCost: 25), LatencyCounts([], batch: 64, clockCost: 25),
        LatencyCounts([1, 2, 3, 4], batch: 64, clockCost: 25),
        LatencyCounts([.max, .max], batch: 64, clockCost: 25),
        LatencyCounts([1_000_000_000, 20_000_000], batch: 64, clockCost: 25),
        LatencyCounts([600], batch: 64, clockCost: -1),
    ])
    func impossibleBatchesAreAFailure(latency: LatencyCounts) throws {
        let answer = try line(ChildLine(report { $0.latency = latency }))
        let task = ChildRequest.Task.latency(batch: 64, values: 3, budget: 1)
        #expect(try failure(outcome(answer, task: task))?.hasPrefix("impossible report: ") == true)
    }
}
