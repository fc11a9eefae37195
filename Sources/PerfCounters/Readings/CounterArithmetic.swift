/// What the kernel reports for one event since it was opened: its count, and for how long, in nanoseconds,
/// it was enabled and running.
struct EventCount: Sendable, Equatable {
    var count: UInt64
    var enabled: UInt64
    var running: UInt64

    /// What was added since `earlier`; nil if anything went backwards.
    ///
    /// By subtraction, because resetting an event (`PERF_EVENT_IOC_RESET`) does not reset its times.
    func since(_ earlier: EventCount) -> EventCount? {
        guard count >= earlier.count, enabled >= earlier.enabled, running >= earlier.running else {
            return nil
        }
        return EventCount(
            count: count - earlier.count, enabled: enabled - earlier.enabled,
            running: running - earlier.running)
    }
}

/// What a count is worth.
enum CountVerdict: Equatable {
    /// Running all the time.
    case exact(Double)
    /// Running at least 95 % of the time, and extrapolated to all of it.
    case scaled(Double)
    /// Running less than that: the share of the time, above 0 and below 0.95.
    case tooSeldom(share: Double)
    /// Not running at all: there is no count, which is not a count of 0.
    case notCounted
    /// Numbers that contradict each other.
    case contradictory

    /// The smallest share of the enabled time for which an extrapolation is shown.
    static let leastShare = 0.95

    /// Judges the numbers counted over a region.
    ///
    /// - Parameters:
    ///   - counted: the kernel's numbers over the region.
    ///   - own: how many of the counts the measurement itself caused.
    init(_ counted: EventCount, own: UInt64 = 0) {
        guard counted.running <= counted.enabled else {
            self = .contradictory
            return
        }
        guard counted.running > 0 else {
            self = .notCounted
            return
        }
        let share = Double(counted.running) / Double(counted.enabled)
        guard share >= Self.leastShare else {
            self = .tooSeldom(share: share)
            return
        }
        guard counted.count >= own else {
            self = .contradictory
            return
        }
        let count = Double(counted.count - own)
        self =
            counted.running == counted.enabled
            ? .exact(count) : .scaled(count * Double(counted.enabled) / Double(counted.running))
    }

    /// Whether the event had to share the counters with others, so that fewer at a time would help.
    var isStarved: Bool {
        switch self {
        case .tooSeldom, .notCounted: true
        case .exact, .scaled, .contradictory: false
        }
    }
}
