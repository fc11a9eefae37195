import Cells
import ChildProtocol
import FoundationEssentials
import MachineInspection
import Statistics
import Testing

@testable import BenchResults

/// What makes a session sick, and what does not.
@Suite("Session health")
struct SessionHealthTests {
    /// A look at a machine, as it is in a result.
    private func load(
        uptime: Double?, waited: UInt64?, steal: UInt64 = 0, ticks: UInt64 = 0, average: Double = 0,
        megahertz: Double? = nil, throttled: UInt64 = 0
    ) throws -> SystemLoad {
        func reading(_ text: String?) -> String { text ?? #"{"unavailable":"tests"}"# }
        let text = """
            {"averages": {"oneMinute": \(average), "fiveMinutes": 0, "fifteenMinutes": 0},
             "cpuPressure": \(reading(waited.map { "{\"someAverage10\": 0, \"someTotal\": \($0)}" })),
             "cpuTime": {"steal": \(steal), "total": \(ticks)},
             "uptime": \(reading(uptime.map { "\($0)" })),
             "frequencyMHz": \(reading(megahertz.map { "\($0)" })),
             "cpuQuota": {"processors": 0.25, "periods": \(ticks), "throttledPeriods": \(throttled),
              "throttledMicroseconds": \(throttled * 75_000)}}
            """
        return try JSONDecoder().decode(SystemLoad.self, from: Data(text.utf8))
    }

    private func health(
        _ before: SystemLoad, _ after: SystemLoad, pair: NullPair? = nil, processors: Int = 2
    ) -> SessionHealth {
        SessionHealth(nullPair: pair, before: before, after: after, processors: .value(processors))
    }

    @Test func sharesAreOfTheSessionsTime() throws {
        let health = health(
            try load(uptime: 100, waited: 5_000_000, steal: 10, ticks: 1000, average: 1, megahertz: 2000),
            try load(uptime: 120, waited: 7_000_000, steal: 14, ticks: 5000, average: 3, megahertz: 3000))
        #expect(health.cpuPressure == .value(0.1))
        #expect(health.steal == .value(0.001))
        #expect(health.loadBefore == .value(0.5) && health.loadAfter == .value(1.5))
        #expect(health.frequencyRatio == .value(1.5))
        #expect(health.nullPair.reason == "there is no null pair")
        #expect(!health.isSick, "neither load averages nor frequencies make a session sick")
    }

    @Test func pressureAndStealMakeItSick() throws {
        let busy = health(try load(uptime: 0, waited: 0), try load(uptime: 10, waited: 9_000_000))
        #expect(busy.reasons == ["tasks waited for a CPU in 90 % of the time (limit 30 %)"])
        let robbed = health(
            try load(uptime: 0, waited: 0), try load(uptime: 10, waited: 0, steal: 25, ticks: 1000))
        #expect(robbed.reasons == ["the hypervisor took the CPUs away in 2.5 % of the time (limit 2.0 %)"])
    }

    /// Threads that a quota stops wait for a CPU: the reason is the quota, not what runs beside.
    @Test func aQuotaIsTheReasonForWaiting() throws {
        let stopped = health(
            try load(uptime: 0, waited: 0),
            try load(uptime: 10, waited: 9_000_000, ticks: 100, throttled: 90))
        #expect(stopped.throttling == .value(.init(share: 0.9, seconds: 6.75)))
        #expect(stopped.reasons.count == 1 && stopped.reasons[0].contains("lift it"), "\(stopped.reasons)")
    }

    private func load(quota: String) throws -> SystemLoad {
        let missing = #"{"unavailable":"tests"}"#
        let text =
            #"{"averages":\#(missing),"cpuPressure":\#(missing),"cpuTime":\#(missing),"cpuQuota":\#(quota)}"#
        return try JSONDecoder().decode(SystemLoad.self, from: Data(text.utf8))
    }

    private func quota(
        _ processors: Double?, _ periods: Int, _ throttled: Int, group: String, others: String = ""
    )
        -> String
    {
        """
        {"processors": \(processors.map { "\($0)" } ?? "null"), "periods": \(periods), "throttledPeriods": \(throttled),
         "throttledMicroseconds": \(throttled * 50_000), "group": "\(group)", "others": [\(others)]}
        """
    }

    /// The lowest quota is not used up, but a wider one above it is, which others share: before, its stops were of others.
    @Test func aWiderQuotaMayBeTheOneThatStops() throws {
        let before = quota(0.5, 10, 0, group: "/a/b", others: quota(2, 9000, 8000, group: "/a"))
        let after = quota(0.5, 110, 0, group: "/a/b", others: quota(2, 9100, 8040, group: "/a"))
        let health = health(try load(quota: before), try load(quota: after))
        #expect(health.throttling == .value(.init(share: 0.4, seconds: 2)))
        #expect(health.reasons.count == 1 && health.reasons[0].contains("for 2.0 s in all, in 40 %"))
        let quiet = self.health(try load(quota: after), try load(quota: after))
        #expect(quiet.throttling == .value(.init(share: 0, seconds: 0)) && !quiet.isSick)
    }

    /// A limit that was set, or lifted, while a session ran.
    @Test func aQuotaThatComesOrGoesCounts() throws {
        let none = #"{"processors": null, "periods": 0, "throttledPeriods": 0, "throttledMicroseconds": 0}"#
        let come = health(try load(quota: none), try load(quota: quota(0.5, 100, 60, group: "/a")))
        #expect(come.throttling == .value(.init(share: 0.6, seconds: 3)) && come.isSick)
        let gone = health(
            try load(quota: quota(0.5, 100, 60, group: "/a")),
            try load(quota: quota(nil, 200, 90, group: "/a")))
        #expect(gone.throttling == .value(.init(share: 0.3, seconds: 1.5)) && gone.isSick)
        let anew = health(
            try load(quota: quota(0.5, 100, 60, group: "/a")), try load(quota: quota(0.5, 1, 0, group: "/a")))
        #expect(anew.throttling?.reason != nil && !anew.isSick)
    }

    @Test func aBiasedPairMakesItSick() throws {
        let values = (0..<8).map { 10 + Double($0) }
        let pair = try NullPair([.init(workload: "a", first: values.map { $0 * 1.2 }, second: values)])
        let quiet = try load(uptime: 1, waited: 0)
        let sick = health(quiet, try load(uptime: 9, waited: 0, ticks: 9), pair: pair)
        #expect(sick.nullPair == .value(.biased) && sick.reasons.count == 1)
    }

    /// What was not read, and clocks that go backwards, give a reason and never a crash or a 0.
    @Test func whatIsNotKnownSaysWhy() throws {
        let all = health(try load(uptime: nil, waited: nil), try load(uptime: 10, waited: 5), processors: 0)
        #expect(all.cpuPressure == .unavailable("tests"))
        #expect(all.frequencyRatio == .unavailable("tests"))
        #expect(all.loadBefore == .unavailable("no processor is known"))
        let backwards = health(
            try load(uptime: 10, waited: .max, steal: .max, ticks: .max), try load(uptime: 1, waited: 0))
        #expect(backwards.cpuPressure.reason?.contains("started anew") == true)
        #expect(backwards.steal.reason?.contains("started anew") == true)
        #expect(!backwards.isSick)
        let older = try JSONDecoder().decode(
            SystemLoad.self,
            from: Data(
                #"{"averages":{"unavailable":"x"},"cpuPressure":{"unavailable":"y"},"cpuTime":{"unavailable":"z"}}"#
                    .utf8))
        #expect(health(older, older).frequencyRatio.reason == "the result does not have the frequency")
    }

    @Test func aSickSessionJudgesNoRow() throws {
        var records: [Record] = []
        for (subject, cost) in [
            (Subject.emptyLoop, 10), (.strategy("none"), 40), (.strategy("fixed"), 50),
            (.strategy("requery"), 900),
        ] {
            records.append(Records.calibration(subject, 1))
            records += (0..<6).map { Records.sample(subject, round: $0, [UInt64(cost + $0)]) }
        }
        let assembly = Records.assembler(records)
        let standing = { (cells: [CellResult]) in cells.first { $0.subject == "requery" }?.standing }
        #expect(standing(assembly.cells()) == .slower)
        #expect(standing(assembly.cells(isSick: true)) == .withheld)
    }
}
