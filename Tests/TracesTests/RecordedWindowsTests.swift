import Testing

@testable import Traces

/// What is cut at the borders of the windows of a recording.
@Suite("Windows")
struct RecordedWindowsTests {
    private static let stack: UInt64 = 0x7000_0000

    /// A builder that knows one mapping, and a record for each word: `[` and `]` open and close a window, `(` and `)`
    /// begin and end a callback.
    private func trace(_ story: String, window: String = "1ms/1s", knowsNesting: Bool = true) throws -> Trace
    {
        var header = TraceHeader()
        header.window = window
        header.ends = knowsNesting ? ["leave"] : []
        var builder = TraceBuilder(header, start: 100, most: .max, stackLimit: { _ in nil }) {
            Trace.EventKind(rawValue: UInt8($0))
        }
        let mapping = PerfRecord.Mapping(lo: Self.stack, hi: Self.stack + 0x10000)
        builder.add(.mapping(process: 1, thread: 1, mapping), at: 100)
        var time: UInt64 = 100
        for character in story {
            time += 10
            switch character {
            case "[": builder.add(.opened, at: time)
            case "]": builder.add(.closed, at: time)
            default:
                let kind: Trace.EventKind = character == "(" ? .callback : .end
                builder.add(
                    .hit(event: UInt64(kind.rawValue), process: 1, thread: 1, sp: Self.stack + 0x8000),
                    at: time)
            }
        }
        builder.encoder.add(Trace.End(time: time - 100, lost: 0, reason: "", cpuTime: 1_000_000_000))
        return try TraceDecoder.decode(builder.encoder.take())
    }

    private func kinds(_ trace: Trace) -> String {
        trace.events.map { $0.kind == .callback ? "(" : ")" }.joined()
    }

    @Test func whatIsOutsideIsLeftOut() throws {
        let trace = try trace("()[()()]()()[()]()")
        #expect(kinds(trace) == "()()()")
        #expect(trace.windows.map(\.begin) == [30, 130] && trace.windows.map(\.end) == [80, 160])
        #expect(trace.windows.allSatisfy { $0.cutCallbacks == 0 && $0.strayEnds == 0 })
    }

    @Test func callbacksInProgressEndWithTheWindow() throws {
        let trace = try trace("[((]))[()]")
        #expect(kinds(trace) == "(())()")
        #expect(trace.windows.map(\.cutCallbacks) == [2, 0])
        #expect(TraceSummary(trace).threads.map(\.deepestNesting) == [2])
    }

    @Test func endsWithoutBeginningAreLeftOutAndCounted() throws {
        let trace = try trace("((([)()))]")
        #expect(kinds(trace) == "()")
        #expect(trace.windows.map(\.strayEnds) == [3])
        #expect(TraceSummary(trace).nestedCallbacks == 0)
    }

    @Test func withoutEndsNothingIsCut() throws {
        let trace = try trace("[((]([(]", knowsNesting: false)
        #expect(kinds(trace) == "(((")
        #expect(trace.windows.map(\.cutCallbacks) == [0, 0])
    }

    @Test func ratesAreThoseOfTheWindows() throws {
        let trace = try trace("[()()()()()]()()()()[]")
        let summary = TraceSummary(trace)
        #expect(summary.windows?.count == 2 && summary.windows?.schedule == "1ms/1s")
        #expect(summary.recordedNanoseconds == 120)
        #expect(summary.callbacksPerSecond == 5 * 1e9 / 120)
    }

    @Test func aRecordingWithoutPausesHasNoWindows() throws {
        let trace = try trace("[()]()", window: "")
        #expect(kinds(trace) == "()()")
        #expect(trace.windows == [] && TraceSummary(trace).windows == nil)
    }

    static let typed: [(String, UInt64, UInt64)] = [
        ("100ms/1s", 100_000_000, 1_000_000_000), ("1s/5m", 1_000_000_000, 300_000_000_000),
    ]

    @Test(arguments: typed)
    func aScheduleIsRead(_ text: String, _ length: UInt64, _ period: UInt64) {
        let window = RecordingRequest.Window(text)
        #expect(window?.length == length && window?.period == period)
    }

    @Test(arguments: [
        "", "1s", "1s/1s", "2s/1s", "0ms/1s", "1/2", "1s/2s/3s", "-1s/2s", "1ms/61m",
        "1s/18446744073709551615m",
    ])
    func whatIsNoScheduleIsNot(_ text: String) {
        #expect(RecordingRequest.Window(text) == nil)
    }

    @Test func windowsTakeTurns() throws {
        let window = try #require(RecordingRequest.Window("1ms/3ms"))
        var schedule = WindowSchedule(window, beginning: 0)
        #expect(schedule.turn(at: 999_999) == nil)
        #expect(schedule.turn(at: 1_000_000) == false)
        #expect(schedule.turn(at: 2_999_999) == nil)
        #expect(schedule.turn(at: 3_500_000) == true)
        // Counted from when it was opened.
        #expect(schedule.turn(at: 4_499_999) == nil)
        #expect(schedule.turn(at: 4_500_000) == false)
    }
}
