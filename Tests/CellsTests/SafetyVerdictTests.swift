import Cells
import FoundationEssentials
import Testing

@Suite struct SafetyVerdictTests {
    private static let texts: [(SafetyVerdict, String)] = [
        (.ok, "ok"), (.faults([.lowTooLow]), "U"), (.faults(Fault.allCases), "U,S,H,T,C,D"),
        (.prescribedExit(), "exit 2"), (.prescribedExit(after: [.lowTooLow, .stale]), "U,T,exit 2"),
        (.faults([.deferred]), "D"), (.prescribedExit(after: [.deferred]), "D,exit 2"), (.hung, "hung"),
        (.unavailable, "unavailable"), (.failed, "failed"),
    ]

    @Test(arguments: texts)
    func everyVerdictHasOneText(verdict: SafetyVerdict, text: String) throws {
        #expect(verdict.description == text)
        #expect(SafetyVerdict(text) == verdict)
        let json = try JSONEncoder().encode([verdict])
        #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
        #expect(try JSONDecoder().decode([SafetyVerdict].self, from: json) == [verdict])
    }

    @Test(arguments: [
        "", "OK", "ok ", "X", "U,", ",U", "U,,H", "H,U", "D,U", "U,U", "U,X", "ok,U", "exit 2,U", "exit 3",
        "hung,U",
        "leaked",
    ])
    func otherTextsAreKept(text: String) {
        let verdict = SafetyVerdict(text)
        #expect(verdict == .other(text))
        #expect(verdict.description == text)
        #expect(verdict.isFaulty && verdict.isJudged, "it is shown as a fault, whatever it is")
    }

    @Test func everyVerdictOnRecordIsKnown() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appending(path: "results/reference/expectations.json"))
        let texts = try JSONDecoder().decode(Record.self, from: data).verdicts.values.flatMap(\.values)
        #expect(texts.count > 500)
        for text in Set(texts) {
            let verdict = SafetyVerdict(text)
            #expect(verdict != .other(text) && verdict.isJudged)
            #expect(verdict.description == text)
        }
    }

    private struct Record: Decodable {
        let verdicts: [String: [String: String]]
    }

    @Test func faultsAreInTheOrderOfTheLettersAndOnceEach() {
        let faults: [Fault] = [.stale, .lowTooLow, .stale]
        #expect(SafetyVerdict(faults: faults, endedAsPrescribed: false) == .faults([.lowTooLow, .stale]))
        #expect(
            SafetyVerdict(faults: faults, endedAsPrescribed: true)
                == .prescribedExit(after: [.lowTooLow, .stale]))
        #expect(SafetyVerdict(faults: [], endedAsPrescribed: false) == .ok)
        #expect(SafetyVerdict(faults: [], endedAsPrescribed: true) == .prescribedExit())
    }

    @Test func whatCountsAsWhat() {
        let all = Self.texts.map(\.0)
        #expect(all.filter { !$0.wasPlayed } == [.unavailable])
        #expect(all.filter { !$0.isJudged } == [.unavailable, .failed])
        #expect(all.filter { !$0.isFaulty } == [.ok, .unavailable])
    }
}
