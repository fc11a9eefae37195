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
        return (history, history.cells.first { $0.name == Self.cell }.map { Array($0.points) } ?? [])
    }

    @Test func orderIsThatOfCommitsWhereTheyAreKnown() throws {
        let results = try ["c", "a", "b", "x", "y", "z"].enumerated().map { try result($1, at: 10 * $0) }
        let all = ["a": 0, "b": 1, "c": 2, "x": 3, "y": 4, "z": 5]
        #expect(files(results, all) == ["a", "b", "c", "x", "y", "z"])
        // Others are in order of time among themselves, before the next one that was started later.
        let some = history(results, ["x": 0, "a": 1, "c": 2]).all
        #expect(
            some.isByCommit && some.sessions.map(\.isByCommit) == [false, true, true, true, false, false])
        #expect(files(results, ["x": 0, "a": 1, "c": 2]) == ["b", "x", "a", "c", "y", "z"])
        #expect(files(results, ["a": 0, "c": 1]) == ["a", "c", "b", "x", "y", "z"])
        let none = history(results, [:]).all
        #expect(!none.isByCommit && none.sessions.allSatisfy { !$0.isByCommit })
        #expect(files(results, ["other": 0]) == ["c", "a", "b", "x", "y", "z"])
    }

    private func files(_ results: [(file: String, result: BenchResult)], _ order: [String: Int]) -> [String] {
        history(results.reversed(), order).all.sessions.map { String($0.file.dropLast(5)) }
    }

    /// Costs that lie within a percent of each other, so many of them.
    private func level(
        _ count: Int, times factor: Double, from start: Int,
        changed change: (inout BenchResult) -> Void = { _ in }
    ) throws -> [(file: String, result: BenchResult)] {
        try (start..<start + count).map { time in
            try result("c\(time)", at: time, times: factor * (1 + Double(time % 5) / 500), changed: change)
        }
    }

    private func changes(_ results: [(file: String, result: BenchResult)]) -> [History.Change] {
        history(results).all.cells.first { $0.name == Self.cell }?.changes ?? []
    }

    @Test func aChangeOfLevelIsFoundWithItsCommits() throws {
        let results = try level(12, times: 1, from: 0) + level(12, times: 1.05, from: 12)
        let change = try #require(changes(results).first)
        #expect(change.before == 11 && change.after == 12)
        #expect(abs(change.new / change.old - 1.05) < 0.005)
        let faster = try level(12, times: 1.05, from: 0) + level(12, times: 1, from: 12)
        #expect(changes(faster).map(\.after) == [12])
        #expect(try changes(level(24, times: 1, from: 0)).isEmpty)
        // Too few values say nothing, however far they lie apart.
        #expect(try changes(level(3, times: 1, from: 0) + level(3, times: 9, from: 3)).isEmpty)
    }

    /// What two machines measured is never in one series.
    @Test func eachMachineHasItsOwnLine() throws {
        let slow = try level(12, times: 2, from: 100).map { ($0.file, try onASlowerMachine($0.result)) }
        let all = history(try level(12, times: 1, from: 0) + slow).all
        #expect(all.machines.count == 2 && all.machines[1].hasPrefix("a slower one, CPUs "))
        let cells = all.cells.filter { $0.name == Self.cell }
        #expect(cells.map(\.machine) == [0, 1] && cells.map(\.points.count) == [12, 12])
        for cell in all.cells {
            #expect(cell.changes.isEmpty && cell.points.allSatisfy { $0.breaks.isEmpty })
        }
    }

    private func onASlowerMachine(_ result: BenchResult) throws -> BenchResult {
        let model = try #require(result.provenance.environment.processor.model.value)
        let text = String(decoding: try JSONEncoder().encode(result), as: UTF8.self)
        let changed = text.replacing("\"\(model)\"", with: "\"a slower one\"")
        try #require(changed != text)
        return try JSONDecoder().decode(BenchResult.self, from: Data(changed.utf8))
    }

    /// A change is not searched for across a break, nor in sick sessions.
    @Test func aBreakSeparatesSeries() throws {
        let other = try level(12, times: 2, from: 12) { $0.provenance.build.measuredModules = "none" }
        #expect(try changes(level(12, times: 1, from: 0) + other).isEmpty)
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
        let flags = try result("b", at: 2, times: 2) { $0.provenance.build.measuredModules = "none" }
        #expect(history([try result("a", at: 1), flags]).points.last?.breaks.count == 1)
    }

    @Test func aSickSessionTakesNoPart() throws {
        let before = try JSONDecoder().decode(SystemLoad.self, from: Data(Self.load(0).utf8))
        let after = try JSONDecoder().decode(SystemLoad.self, from: Data(Self.load(9).utf8))
        let results = try level(12, times: 1, from: 0)
        let sick = try level(12, times: 2, from: 12) {
            $0.health = SessionHealth(nullPair: nil, before: before, after: after, processors: .value(2))
        }
        #expect(history(results + sick).all.sessions.map(\.sickness.count).max() == 1)
        #expect(changes(results + sick).isEmpty)
    }

    /// As results of version 1 are, which have a null pair and no health.
    @Test func aBiasedNullPairIsSicknessWithoutHealthToo() throws {
        let halves = (first: [100.0, 101, 102, 103, 104, 105], second: [50.0, 51, 52, 53, 54, 55])
        let biased = try NullPair([.init(workload: "thread", first: halves.first, second: halves.second)])
        try #require(biased.verdict == .biased)
        let sick = try result("b", at: 2, times: 2) { ($0.health, $0.nullPair) = (nil, biased) }
        let all = history([try result("a", at: 1), sick, try result("c", at: 3)]).all
        #expect(all.sessions.map(\.sickness) == [[], [SessionHealth.biasedNullPair], []])
        // Health has the last word where there is some.
        let healthy = try result("b", at: 2, times: 2) { $0.nullPair = biased }
        try #require(healthy.result.health?.isSick == false)
        #expect(history([try result("a", at: 1), healthy]).all.sessions.allSatisfy(\.sickness.isEmpty))
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
        #expect(points[1].cost == nil && points[2].cost != nil && points[2].breaks.isEmpty)
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
