import BenchResults
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@Suite struct ExpectationsTests {
    private func cell(_ scenario: String, _ strategy: String, _ verdict: SafetyVerdict) -> CheckCell {
        CheckCell(
            scenario: scenario, strategy: strategy, verdict: verdict, faults: [], reason: "because",
            step: nil, exitStatus: 0, signal: nil, message: nil, corruption: nil)
    }

    private let expected = Expectations(verdicts: ["a": ["fixed": "S", "none": "ok"], "b": ["fixed": "ok"]])

    @Test func theSameVerdictsDifferInNothing() {
        let cells = [cell("a", "fixed", "S"), cell("a", "none", "ok"), cell("b", "fixed", "ok")]
        #expect(expected.difference(from: cells) == Expectations.Difference())
    }

    @Test func aChangedVerdictIsNamed() {
        let difference = expected.difference(from: [cell("a", "fixed", "T")])
        #expect(difference.deviations == ["a:fixed is 'T', expected 'S': because"])
        #expect(difference.missing.isEmpty && difference.unknownStrategies.isEmpty)
    }

    @Test func aCellOfAKnownStrategyWithoutVerdictIsMissing() {
        let difference = expected.difference(from: [cell("b", "none", "ok"), cell("c", "fixed", "ok")])
        #expect(difference.missing == ["b:none", "c:fixed"])
        #expect(difference.deviations.isEmpty)
    }

    @Test func aStrategyThatIsNotOnRecordIsNamedOnce() {
        let difference = expected.difference(from: [cell("a", "mine", "S"), cell("b", "mine", "ok")])
        #expect(difference.unknownStrategies == ["mine"])
        #expect(difference.deviations.isEmpty && difference.missing.isEmpty)
    }

    @Test func whatCouldNotBePlayedIsNotCompared() {
        #expect(expected.difference(from: [cell("a", "fixed", "unavailable")]) == Expectations.Difference())
    }

    @Test func bothKindsOfBodiesAreOnRecord() throws {
        var expectations = expected
        expectations.record([cell("a", "fixed", "ok")], body: .own)
        #expect(expectations.verdicts == expected.verdicts)
        #expect(expectations.difference(from: [cell("a", "fixed", "S")]) == Expectations.Difference())
        let difference = expectations.difference(from: [cell("a", "fixed", "S")], body: .own)
        #expect(difference.deviations == ["a:fixed is 'S', expected 'ok': because"])
        let data = try JSONEncoder().encode(expectations)
        #expect(try JSONDecoder().decode(Expectations.self, from: data) == expectations)
    }

    @Test func failuresAndAbsencesAreNotPutOnRecord() {
        var expectations = expected
        expectations.record([
            cell("a", "fixed", "T"), cell("a", "none", "failed"), cell("b", "fixed", "unavailable"),
            cell("c", "mine", "exit 2"),
        ])
        #expect(expectations.verdicts["a"] == ["fixed": "T", "none": "ok"])
        #expect(expectations.verdicts["b"] == ["fixed": "ok"])
        #expect(expectations.verdicts["c"] == ["mine": "exit 2"])
    }

    @Test func aFileOfAnotherKindIsRefused() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("expectations.json")
            try ResultStore.write(expected, to: path)
            #expect(try ResultStore.read(path, as: Expectations.self) == expected)
            #expect(throws: StoreError.self) { try ResultStore.read(path, as: CheckResult.self) }
        }
    }
}
