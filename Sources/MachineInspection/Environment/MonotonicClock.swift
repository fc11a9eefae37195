import CLibrary
import CStackSupport

/// The clock that everything is timed with, CLOCK_MONOTONIC.
public struct MonotonicClock: Sendable, Equatable {
    /// The resolution that the kernel claims, in nanoseconds: clock_getres(2).
    public let resolution: Reading<UInt64>
    /// What a reading costs, in nanoseconds: the smallest mean over several runs of readings, so that an
    /// interruption does not count.
    public let cost: Double
    /// The smallest difference seen between two readings, in nanoseconds; nil when all were equal.
    public let smallestStep: UInt64?

    /// Puts a clock's properties together.
    public init(resolution: Reading<UInt64>, cost: Double, smallestStep: UInt64?) {
        self.resolution = resolution
        self.cost = cost
        self.smallestStep = smallestStep
    }

    /// Reads the clock some thousand times, which takes less than a millisecond where the clock is cheap.
    public static func examine() -> MonotonicClock {
        let readings = 200
        var cost = Double.infinity
        var smallestStep: UInt64?
        for _ in 0..<20 {
            let start = sbs_monotonic_ns()
            var last = start
            for _ in 0..<readings {
                let now = sbs_monotonic_ns()
                if now > last { smallestStep = min(smallestStep ?? .max, now - last) }
                last = now
            }
            cost = min(cost, Double(last - start) / Double(readings))
        }
        return MonotonicClock(resolution: claimedResolution, cost: cost, smallestStep: smallestStep)
    }

    private static var claimedResolution: Reading<UInt64> {
        var resolution = timespec()
        guard clock_getres(CLOCK_MONOTONIC, &resolution) == 0 else {
            return .unavailable("clock_getres failed with error \(errno)")
        }
        return .value(UInt64(resolution.tv_sec) * 1_000_000_000 + UInt64(resolution.tv_nsec))
    }
}
