import Statistics
import TestSupport
import Testing

struct EstimateTests {
    @Test func hasMedianAndInterval() throws {
        let estimate = try Estimate(of: [6, 5, 4, 3, 2, 1])
        #expect(estimate.median == 3.5)
        #expect(estimate.lower == 1)
        #expect(estimate.upper == 6)
        #expect(estimate.coverage == 0.96875)
        #expect(estimate.count == 6)
        #expect(estimate.reason == nil)
    }

    @Test func hasAReasonInsteadOfAnInterval() throws {
        let estimate = try Estimate(of: [2, 1, 3], replicates: .rounds)
        #expect(estimate.median == 2)
        #expect(estimate.lower == nil && estimate.upper == nil && estimate.coverage == nil)
        #expect(estimate.reason == "95 % needs at least 6 rounds, there are 3")
    }

    @Test func writesNullWithAReason() throws {
        #expect(
            try JSON.text(Estimate(of: [1.5]))
                == #"{"count":1,"coverage":null,"lower":null,"median":1.5,"#
                + #""reason":"95 % needs at least 6 processes, there is 1","upper":null}"#)
        #expect(
            try JSON.text(Estimate(of: [1, 2, 3, 4, 5, 6]))
                == #"{"count":6,"coverage":0.96875,"lower":1,"median":3.5,"reason":null,"upper":6}"#)
    }

    @Test(arguments: [1, 5, 6, 20])
    func readsWhatItWrote(count: Int) throws {
        let estimate = try Estimate(of: (0..<count).map { 0.1 * Double($0) })
        #expect(try JSON.roundTrip(estimate) == estimate)
    }

    @Test(arguments: [
        #"{"count":6,"coverage":0.97,"lower":4,"median":3.5,"upper":6}"#,
        #"{"count":6,"coverage":0.97,"lower":1,"median":3.5,"upper":3}"#,
        #"{"count":6,"coverage":1.5,"lower":1,"median":3.5,"upper":6}"#,
        #"{"count":6,"lower":1,"median":3.5,"upper":6}"#,
        #"{"count":6,"coverage":0.97,"lower":1,"median":3.5,"upper":6,"reason":"both"}"#,
        #"{"count":0,"median":3.5,"reason":"none"}"#,
        #"{"count":6,"median":3.5}"#,
    ])
    func refusesBrokenRules(text: String) {
        #expect(throws: DecodingError.self) { try JSON.value(text, as: Estimate.self) }
    }
}
