import Statistics
import Testing

@Suite("Calibration")
struct CalibrationTests {
    /// A clock whose loop takes `cost` ns per iteration, plus a fixed part.
    private func iterations(
        cost: UInt64, granularity: Int = 1, target: UInt64 = 1_000_000
    ) -> (count: UInt64?, readings: [UInt64]) {
        var readings: [UInt64] = []
        let count = Calibration(target: target, granularity: granularity).iterations { count in
            readings.append(count)
            return 25 + count * cost
        }
        return (count, readings)
    }

    @Test(arguments: [UInt64(1), 3, 450, 26_000, 999_999, 1_000_000, 7_000_000])
    func crossesTheTargetAndNotByMuch(cost: UInt64) throws {
        let (count, _) = iterations(cost: cost)
        let sample = try #require(count) * cost
        #expect(sample + 25 >= 1_000_000)
        #expect(sample <= max(1_400_000, cost * 2))
    }

    @Test(arguments: [1, 2, 8, 64])
    func isAMultipleOfTheGranularity(granularity: Int) throws {
        let (count, readings) = iterations(cost: 450, granularity: granularity)
        #expect(try #require(count) % UInt64(granularity) == 0)
        #expect(readings.allSatisfy { $0 % UInt64(granularity) == 0 })
    }

    /// One long reading may be an interruption of the process; two in a row are believed.
    @Test func acceptsOnlyTwoReadingsInARow() {
        var readings: [UInt64] = []
        let count = Calibration(target: 1000, granularity: 1).iterations { count in
            readings.append(count)
            return readings.count == 1 ? 50_000 : count * 10
        }
        #expect(readings.prefix(2) == [1, 1])
        #expect(count == 120 || (count ?? 0) * 10 >= 1000)
        #expect(readings.suffix(2) == [count ?? 0, count ?? 0])
    }

    @Test func givesUpOnALoopThatTakesNoTime() {
        let (count, readings) = iterations(cost: 0)
        #expect(count == nil)
        #expect(readings.count < 100)
    }
}
