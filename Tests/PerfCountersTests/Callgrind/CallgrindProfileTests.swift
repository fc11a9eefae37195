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

    /// What would trap, or be counted for another event, is refused with its line.
    @Test(arguments: [
        ("events twice", "events: Ir\nfn=a\n1 5\nevents: Ir Dr\n1 5 5\ntotals: 10 5\n", "line 4"),
        ("costs before events", "fn=a\n0\nevents: Ir\n1 5\ntotals: 5\n", "line 2"),
        (
            "calls that do not fit", "events: Ir\ncfn=a\ncalls=18446744073709551615 0\n1 0\ncalls=1 0\n1 0\n",
            "line 5"
        ),
    ])
    func whatMakesNoSense(name: String, text: String, place: String) {
        let error = #expect(throws: CallgrindProfile.ParsingError.self) {
            try CallgrindProfile(parsing: text)
        }
        #expect(error?.description.hasPrefix(place) == true, "\(name): \(error?.description ?? "")")
    }

    @Test func sumsThatDoNotFitAreNotCounted() throws {
        let most = UInt64.max
        let profile = try CallgrindProfile(
            parsing: "events: Bc Bi\nfn=a\n1 \(most) 1\ntotals: \(most) 1\n")
        #expect(CallgrindCounter.branches[0].total(in: profile) == nil)
    }

    /// Two files that do not count the same events are not compared by their places.
    @Test func filesOfOtherEvents() throws {
        let once = try CallgrindProfile(parsing: "events: Ir\nfn=a\n1 5\ntotals: 5\n")
        let twice = try CallgrindProfile(parsing: "events: Dr Ir\nfn=a\n1 5 9\ntotals: 5 9\n")
        #expect(ExactMeasurement([.init(once: once, twice: twice)]).functions().isEmpty)
    }

    /// With `--dump-instr=yes` an address comes before the line, and may be given by its distance to the last one,
    /// also to that of a call. Trailing zeros are left out everywhere.
    @Test func instructions() throws {
        let profile = try CallgrindProfile(
            parsing: """
                positions: instr line
                events: Ir Dr D1mr
                summary: 30 4
                ob=(1) /p
                fn=(1) f
                0x57e9d0 0 3 1
                +3 0 3
                cfn=(2) g
                calls=3 0x583510 0
                * 0 20 2
                -1 12 4
                fn=(1)
                0x57e9d3 0 4 1
                fn=(2)
                0x583510 0 16 2
                totals: 30 4
                """)
        #expect(profile.totals == [30, 4, 0])
        func cost(_ symbol: String, _ address: UInt64) -> [UInt64]? {
            profile.instructions[.init(function: .init(symbol: symbol, object: "/p"), address: address)]
        }
        #expect(cost("f", 0x57e9d0) == [3, 1, 0])
        #expect(cost("f", 0x57e9d3) == [7, 1, 0])
        #expect(cost("f", 0x57e9d2) == [4, 0, 0])
        #expect(cost("g", 0x583510) == [16, 2, 0])
        #expect(profile.instructions.count == 4)
    }
}
