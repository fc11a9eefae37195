/// Which counters are measured together.
///
/// Events of the counter hardware compete for few registers. Rather than let the kernel take turns,
/// which makes every count an estimate, the region runs several times, each time with few events.
struct PassSchedule: Equatable {
    /// Most processors offer at least four registers that hold any event, to each hardware thread.
    static let largestGroup = 4

    /// Software events and tracepoints, which need no register: they are in every pass.
    var software: [Int]

    /// Hardware events, one group a pass.
    var hardware: [[Int]]

    init(_ sources: [CounterSource]) {
        software = sources.indices.filter { sources[$0] != .hardware }
        let events = sources.indices.filter { sources[$0] == .hardware }
        hardware = stride(from: 0, to: events.count, by: Self.largestGroup).map { start in
            Array(events[start..<min(start + Self.largestGroup, events.count)])
        }
    }

    /// Runs of the region that are planned; counters that turn out unavailable or crowded change it.
    var passes: Int { max(1, hardware.count) }

    /// Halves a group that did not get enough of the hardware. Of a single event nothing smaller can be
    /// made.
    static func split(_ group: [Int]) -> [[Int]] {
        guard group.count > 1 else { return [] }
        let middle = (group.count + 1) / 2
        return [Array(group[..<middle]), Array(group[middle...])]
    }
}
