import Statistics
import Testing

struct SignTestIntervalTests {
    @Test func endsAreOrderStatistics() throws {
        let six = try SignTestInterval(of: [30, 10, 60, 20, 50, 40])
        #expect(six == .interval(lower: 10, upper: 60, coverage: 0.96875))
        let ten = try SignTestInterval(of: (1...10).map(Double.init).reversed())
        #expect(ten == .interval(lower: 2, upper: 9, coverage: 0.978515625))
        let twenty = try SignTestInterval(of: (1...20).map(Double.init))
        guard case .interval(let lower, let upper, let coverage) = twenty else {
            Issue.record("20 values have an interval")
            return
        }
        #expect((lower, upper) == (6, 15))
        #expect(abs(coverage - 0.9586105) < 1e-7)
    }

    @Test(arguments: [
        (5, 0.05, Replicates.processes, "95 % needs at least 6 processes, there are 5"),
        (1, 0.05, .rounds, "95 % needs at least 6 rounds, there is 1"),
        (7, 0.01, .processes, "99 % needs at least 8 processes, there are 7"),
        (10, 0.001, .rounds, "99.9 % needs at least 11 rounds, there are 10"),
    ])
    func tooFewValuesGiveAReason(count: Int, alpha: Double, replicates: Replicates, reason: String) throws {
        let values = [Double](repeating: 1, count: count)
        let interval = try SignTestInterval(of: values, alpha: alpha, replicates: replicates)
        #expect(interval == .unavailable(reason))
    }

    @Test func refusesInvalidSamples() {
        #expect(throws: SampleError.empty) { try SignTestInterval(of: []) }
        #expect(throws: SampleError.notFinite(index: 6)) {
            try SignTestInterval(of: [1, 2, 3, 4, 5, 6, .infinity])
        }
    }

    @Test func alphaIsAProbability() async {
        await #expect(processExitsWith: .failure) { _ = try SignTestInterval(of: [1, 2], alpha: 0) }
        await #expect(processExitsWith: .failure) { _ = try SignTestInterval(of: [1, 2], alpha: 1) }
    }
}
