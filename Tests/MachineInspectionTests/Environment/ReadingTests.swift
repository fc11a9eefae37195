import TestSupport
import Testing

@testable import MachineInspection

struct ReadingTests {
    private struct Pair: Codable, Equatable {
        let left: Reading<Int>
        let right: Reading<LoadAverages>
    }

    @Test func writesTheValueOrTheReason() throws {
        #expect(
            try JSON.text([Reading.value(3), .unavailable("no such file")])
                == #"[3,{"unavailable":"no such file"}]"#)
        #expect(try JSON.text([Reading.value(false)]) == "[false]")
    }

    @Test func readsWhatItWrote() throws {
        for pair in [
            Pair(left: .value(0), right: .unavailable("why")),
            Pair(left: .unavailable(""), right: .value(try #require(LoadAverages("1 2 3")))),
        ] {
            #expect(try JSON.roundTrip(pair) == pair)
        }
    }

    @Test(arguments: ["{}", "null", #""text""#, #"{"unavailable":3}"#])
    func refusesOtherThings(text: String) {
        #expect(throws: DecodingError.self) { try JSON.value("[\(text)]", as: [Reading<Int>].self) }
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func writesNoNumberThatJSONLacks(number: Double) throws {
        let text = try JSON.text([Reading.value(number)])
        #expect(text == #"[{"unavailable":"\#(number) is not a number that JSON has"}]"#)
    }

    @Test func givesTheReasonsOfBothSources() {
        let none = Reading<Int>.unavailable("a")
        #expect(none.or(.unavailable("b")) == .unavailable("a; b"))
        #expect(none.or(.value(1)) == .value(1))
        #expect(Reading.value(2).or(.value(1)) == .value(2))
        #expect(none.value == nil && none.reason == "a")
        #expect(Reading.value(2).value == 2 && Reading.value(2).reason == nil)
    }

    @Test func limits() throws {
        let limits: [ResourceLimit] = [.infinity, .bytes(8_388_608), .bytes(0), .bytes(.max)]
        #expect(try JSON.text(limits) == #"["infinity",8388608,0,18446744073709551615]"#)
        #expect(try JSON.roundTrip(limits) == limits)
        #expect(throws: DecodingError.self) { try JSON.value(#"["unlimited"]"#, as: [ResourceLimit].self) }
        #expect(throws: DecodingError.self) { try JSON.value("[-1]", as: [ResourceLimit].self) }
    }
}
