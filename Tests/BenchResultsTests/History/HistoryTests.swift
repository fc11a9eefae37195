import Cells
import FoundationEssentials
import MachineInspection
import Statistics
import SystemPackage
import Testing

@testable import BenchResults

/// The order of results, and the comparison of neighbours.
@Suite("History")
struct HistoryTests {
    private static let cell = "coroutine/64/assembly:uncached"

    /// A real result, changed to another commit, time and cost.
    private func result(
        _ commit: String, at time: Int, times factor: Double = 1,
        changed change: (inout BenchResult) -> Void = { _ in }
    ) throws -> (file: String, result: BenchResult) {
        var result = try RealResult.small()
        result.provenance.source.commit = .value(commit)
        result.provenance.startedAt = time
        for index in result.cells.indices {
            guard let cost = result.cells[index].nanosecondsPerCallback else { continue }
            result.cells[index].nanosecondsPerCallback = try cost.scaled(by: factor)
        }
        change(&result)
        return ("\(commit).json", result)
    }

    private func history(
        _ results: [(file: String, result: BenchResult)], _ order: [String: Int] = [:]
    ) -> (all: History, points: [History.Point]) {
        let history = History(of: results, commitOrder: order) { $0.kind == .strategy }
        return (history, history.cells.first { $0.name == Self.cell }?.points ?? [])
    }

    @Test func orderIsThatOfCommitsWhereAllAreKnown() throws {
        let results = [try result("c", at: 1), try result("a", at: 3), try result("b", at: 2)]
        let byCommit = history(results, ["a": 0, "b": 1, "c": 2]).all
        #expect(byCommit.isByCommit && byCommit.sessions.map(\.file) == ["a.json", "b.json", "c.json"])
        let byTime = history(results, ["a": 0, "b": 1]).all
        #expect(!byTime.isByCommit && byTime.sessions.map(\.file) == ["c.json", "b.json", "a.json"])
    }

    @Test func aStepIsWhereIntervalsAreApart() throws {
        let points = history([try result("a", at: 1), try result("b", at: 2, times: 1.5)]).points
        let step = try #require(points.last?.step)
        #expect(abs(step - 1.5) < 1e-9 && points.first?.step == nil)
        let faster = history([try result("a", at: 1), try result("b", at: 2, times: 0.5)]).points
        #expect(abs((faster.last?.step ?? 0) - 0.5) < 1e-9)
        // The interval is a few percent wide: a shift within it is not a step.
        let within = history([try result("a", at: 1), try result("b", at: 2, times: 1.005)]).points
        #expect(within.count == 2 && within.last?.step == nil)
    }

    /// Intervals that differ by less than the threshold are no step, however narrow they are.
    @Test(arguments: [(1.009, false), (1.011, true), (0.989, true), (0.991, false)])
    func theThresholdIsOnePercent(ratio: Double, isStep: Bool) throws {
        let values = (0..<8).map { 100 + Double($0) / 1e6 }
        let old = try Estimate(of: values)
        let new = try Estimate(of: values.map { $0 * ratio })
        #expect((History.step(old, new) != nil) == isStep)
        #expect(History.step(old, try Estimate(of: [500])) == nil, "without an interval there is none")
    }

    @Test func whatIsNotComparableBreaksTheLine() throws {
        let other = try result("b", at: 2, times: 2) { result in
            result.workloads = result.workloads.map {
                BenchResult.Workload(
                    name: $0.name, version: $0.version + 1, summary: $0.summary,
                    callbacksPerIteration: $0.callbacksPerIteration, unavailable: $0.unavailable)
            }
        }
        let points = history([try result("a", at: 1), other]).points
        #expect(points.last?.breaks == ["workload version differs: 1, 2"])
        #expect(points.last?.step == nil)
        let flags = try result("b", at: 2, times: 2) { $0.provenance.build.measuredModules = "none" }
        #expect(history([try result("a", at: 1), flags]).points.last?.breaks.count == 1)
    }

    @Test func aSickSessionMarksNoStep() throws {
        let before = try JSONDecoder().decode(SystemLoad.self, from: Data(Self.load(0).utf8))
        let after = try JSONDecoder().decode(SystemLoad.self, from: Data(Self.load(9).utf8))
        let sick = try result("b", at: 2, times: 2) {
            $0.health = SessionHealth(nullPair: nil, before: before, after: after, processors: .value(2))
        }
        let (all, points) = history([try result("a", at: 1), sick, try result("c", at: 3)])
        #expect(all.sessions[1].sickness.count == 1)
        #expect(points.map(\.step) == [nil, nil, nil])
    }

    /// As results of version 1 are, which have a null pair and no health.
    @Test func aBiasedNullPairIsSicknessWithoutHealthToo() throws {
        let halves = (first: [100.0, 101, 102, 103, 104, 105], second: [50.0, 51, 52, 53, 54, 55])
        let biased = try NullPair([.init(workload: "thread", first: halves.first, second: halves.second)])
        try #require(biased.verdict == .biased)
        let sick = try result("b", at: 2, times: 2) { ($0.health, $0.nullPair) = (nil, biased) }
        let (all, points) = history([try result("a", at: 1), sick, try result("c", at: 3)])
        #expect(all.sessions.map(\.sickness) == [[], [SessionHealth.biasedNullPair], []])
        #expect(points.map(\.step) == [nil, nil, nil])
        // Health has the last word where there is some.
        let healthy = try result("b", at: 2, times: 2) { $0.nullPair = biased }
        try #require(healthy.result.health?.isSick == false)
        #expect(history([try result("a", at: 1), healthy]).points.last?.step != nil)
    }

    private static func load(_ seconds: Int) -> String {
        """
        {"averages": {"unavailable": "x"}, "cpuTime": {"unavailable": "x"}, "uptime": \(seconds),
         "cpuPressure": {"someAverage10": 0, "someTotal": \(seconds * 1_000_000)}}
        """
    }

    /// Dead cells have no cost, and do not separate two results that have one.
    @Test func deathsAreSkippedOver() throws {
        let dead = try result("b", at: 2) { result in
            for index in result.cells.indices {
                result.cells[index].status = .died
                result.cells[index].nanosecondsPerCallback = nil
            }
        }
        let points = history([try result("a", at: 1), dead, try result("c", at: 3, times: 3)]).points
        #expect(points.map(\.status) == [.measured, .died, .measured])
        #expect(points[1].cost == nil && points[2].step != nil)
    }
}

extension Estimate {
    /// The same shape in another place.
    fileprivate func scaled(by factor: Double) throws -> Estimate {
        struct Members: Codable {
            var median: Double
            var lower: Double?
            var upper: Double?
            var coverage: Double?
            var count: Int
            var reason: String?
        }
        var members = try JSONDecoder().decode(Members.self, from: JSONEncoder().encode(self))
        members.median *= factor
        members.lower = members.lower.map { $0 * factor }
        members.upper = members.upper.map { $0 * factor }
        return try JSONDecoder().decode(Estimate.self, from: JSONEncoder().encode(members))
    }
}
