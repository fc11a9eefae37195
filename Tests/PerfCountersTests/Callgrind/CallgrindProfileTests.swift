import PerfCounters
import Testing

/// Callgrind's file is read as its manual describes it, and never in part.
@Suite("Callgrind profile")
struct CallgrindProfileTests {
    private typealias Function = CallgrindProfile.Function

    @Test func functionsHaveTheirOwnCosts() throws {
        let profile = try CallgrindProfile(parsing: ProfileTexts.once)
        #expect(profile.creator == "callgrind-3.19.0")
        #expect(profile.events == ["Ir"])
        #expect(profile.totals == [387])
        #expect(
            profile.functions == [
                Function(symbol: "sbs_loop", object: "/tmp/program"): [57],
                // Levels of recursion together.
                Function(symbol: "sbs_entry", object: "/tmp/program"): [290],
                Function(symbol: "pthread_self", object: "/lib/libc.so.6"): [40],
            ])
    }

    @Test func callsAreCounted() throws {
        let profile = try CallgrindProfile(parsing: ProfileTexts.once)
        #expect(profile.calls == ["sbs_entry": 11, "pthread_self": 10])
    }

    @Test func simulationIsReadWithItsModel() throws {
        let profile = try CallgrindProfile(parsing: ProfileTexts.simulated)
        #expect(profile.caches.count == 3)
        let counters = [.instructions] + CallgrindCounter.caches + CallgrindCounter.branches
        #expect(counters.map { $0.total(in: profile) } == [150, 35, 20, 1, 5, 3, 15, 6])
        #expect(counters.allSatisfy { $0.isSimulated == $0.name.hasPrefix("simulated-") })
    }

    @Test func unknownEventHasNoTotal() throws {
        let profile = try CallgrindProfile(parsing: ProfileTexts.once)
        #expect(CallgrindCounter.branches.map { $0.total(in: profile) } == [nil, nil])
    }

    /// Wherever a file is cut, it is refused: up to its end the functions do not add up, or lack a total.
    @Test func cutFileIsRefused() throws {
        let text = ProfileTexts.once
        let end = try #require(text.firstRange(of: "totals: 387"))
        for length in 0..<text[..<end.lowerBound].count - "0 40\n\n".count {
            #expect(throws: CallgrindProfile.ParsingError.self) {
                try CallgrindProfile(parsing: String(text.prefix(length)))
            }
        }
    }

    @Test(arguments: [
        ("0 40\n\ntotals", "0 41\n\ntotals", "add up"), ("version: 1", "version: 2", "line 2"),
        ("0 7", "0 7 8", "line 25"), ("0 7", "0 seven", "line 25"), ("calls=10", "calls=ten", "line 23"),
        ("cfn=(2) sbs_entry", "cfn=(9)", "line 22"), ("part: 1", "part: 2", "line 6"),
        ("fl=(1)", "\u{1}\u{2}", "line 19"),
    ])
    func damageIsNamed(good: String, bad: String, reason: String) throws {
        let text = ProfileTexts.once
        let place = try #require(text.firstRange(of: good))
        let damaged = text[..<place.lowerBound] + bad + text[place.upperBound...]
        let error = #expect(throws: CallgrindProfile.ParsingError.self) {
            try CallgrindProfile(parsing: String(damaged))
        }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
