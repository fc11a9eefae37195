import MachineInspection
import Statistics

/// Records how long single callbacks, or small batches of them, take. A separate pass, because one clock
/// reading per batch is too many to measure a cost.
struct LatencyPass {
    let batch: UInt64
    let capacity: Int
    let budget: UInt64

    /// The times of a number of batches, after some unrecorded ones that fill the caches.
    func record(_ loop: MeasuredLoop) -> LatencyCounts? {
        guard batch > 0, capacity > 0 else { return nil }
        let clockCost = MonotonicClock.examine().cost
        _ = loop.record(batch: batch, capacity: min(capacity, 100), budget: budget / 10)
        return LatencyCounts(
            loop.record(batch: batch, capacity: capacity, budget: budget), batch: batch, clockCost: clockCost)
    }
}
