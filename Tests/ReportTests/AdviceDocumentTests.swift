import BenchResults
import FoundationEssentials
import Testing

@testable import Report

/// What is said of a recorded program, and that it fits a terminal.
@Suite("Advice")
struct AdviceDocumentTests {
    private static func row(
        _ strategy: String, _ status: String = "measured", cost: String = "null", share: String = "null",
        faults: String = "[]", reachable: String = "[]", callback: String = "null", finding: String = "null"
    ) -> String {
        """
        {"strategy": "\(strategy)", "status": "\(status)", "reason": null, "nanoseconds": \(cost), "share": \(share),
         "faults": \(faults), "reachableFaults": \(reachable), "callback": \(callback), "finding": \(finding),
         "queriesPerCallback": 1.00005}
        """
    }

    private func advice(part: Double = 1, patterns: String = "[\"main thread\", \"coroutines\"]") throws
        -> Advice
    {
        let cost = "{\"median\": 26102.4, \"lower\": 25001.5, \"upper\": 27203.3}"
        let share = "{\"median\": 0.1234, \"lower\": 0.1180, \"upper\": 0.1290}"
        let rows = [
            Self.row(
                "fixed", "died", faults: "[\"S\"]", reachable: "[\"U\", \"S\", \"H\", \"T\", \"C\"]",
                callback: "123456", finding: "\"aborted on stack 1 of thread 0\""),
            Self.row("notify-handshake", cost: cost, share: share, reachable: "[\"T\"]"),
            Self.row(
                "sp-window", cost: "{\"median\": 0.1, \"lower\": -2, \"upper\": 2}",
                share: "{\"median\": 0.1, \"lower\": 0, \"upper\": 2}"),
            Self.row("requery", cost: cost, faults: "null", reachable: "null"),
        ]
        let text = """
            {"program": "python3.11", "patterns": \(patterns), "scenarios": ["seed-test/below", "shallow/main"],
             "callbacksPerCPUSecond": 4711.5, "recordedPart": \(part), "isSick": false,
             "rows": [\(rows.joined(separator: ", "))]}
            """
        return try JSONDecoder().decode(Advice.self, from: Data(text.utf8))
    }

    @Test func theTableFitsAHundredColumns() throws {
        let text = Document(try advice()).text(for: Terminal(hasColours: false, width: 100))
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 }, "\(text)")
        let head = try #require(lines.first { $0.hasPrefix("strategy") })
        for column in ["dies", "faults", "reachable", "a callback", "queries", "share of CPU time"] {
            #expect(head.contains(column), "\(head)")
        }
        let row = try #require(lines.first { $0.hasPrefix("notify-handshake") })
        #expect(row.contains("26.1 µs ± 4.2%") && row.contains("12 % ± 4.5%"), "\(row)")
        #expect(lines.contains { $0.hasPrefix("sp-window") && $0.hasSuffix("~0") }, "\(text)")
        #expect(lines.contains { $0.hasPrefix("fixed") && $0.contains("U S H T C") }, "\(text)")
        #expect(lines.contains { $0.hasPrefix("requery") && $0.contains("unknown") }, "\(text)")
        #expect(text.contains("fixed at callback 123456: aborted on stack 1 of thread 0"), "\(text)")
    }

    @Test func theSentencesSayWhatIsReachableAndWhatIsExtrapolated() throws {
        let text = Document(try advice()).markdown
        #expect(
            text.contains(
                "a program with main thread, coroutines can come into: seed-test/below, shallow/main."),
            "\(text)")
        #expect(text.contains("| reachable |"), "\(text)")
        #expect(!text.contains("The rate itself is extrapolated"))
        let windows = Document(try advice(part: 0.104)).markdown
        #expect(
            windows.contains(
                "The rate itself is extrapolated, too: from windows that are 10 % of the recording."),
            "\(windows)")
    }
}
