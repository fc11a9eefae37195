/// Which counters are measured together.
///
/// Events of the counter hardware compete for few registers, and breakpoints for others. Rather than let
/// the kernel take turns, which makes every count an estimate, the region runs several times, each time
/// with few events. Tracepoints and breakpoints slow down what they count: each kind has passes of its own,
/// so that nothing else, the CPU time least of all, is counted meanwhile. Measured on Linux 6.18: a tracepoint
/// on every system call doubles the `task-clock` of a loop that makes them.
struct PassSchedule: Equatable {
    /// Most processors offer at least four registers that hold any event, to each hardware thread.
    static let largestGroup = 4

    /// Software events, which need no register and disturb nothing: they are in the first pass, beside
    /// hardware events or alone.
    let software: [Int]

    /// Whether there are no hardware events that software events could be beside.
    private let isSoftwareAlone: Bool

    /// Events that need a pass of their own kind, one group of one source per pass.
    var groups: [[Int]]

    init(_ sources: [CounterSource]) {
        func indices(_ source: CounterSource) -> [Int] { sources.indices.filter { sources[$0] == source } }
        software = indices(.software)
        isSoftwareAlone = !software.isEmpty && !sources.contains(.hardware)
        groups =
            Self.chunks(of: indices(.hardware), Self.largestGroup)
            + [indices(.tracepoint)].filter { !$0.isEmpty }
            + Self.chunks(of: indices(.breakpoint), BreakpointName.registers)
    }

    /// The groups of the runs in their order; an empty one leaves the software events alone.
    var runs: [[Int]] { isSoftwareAlone ? [[]] + groups : groups }

    /// Runs of the region that are planned; counters that turn out unavailable or crowded change it.
    var passes: Int { max(1, runs.count) }

    private static func chunks(of indices: [Int], _ size: Int) -> [[Int]] {
        stride(from: 0, to: indices.count, by: size).map { start in
            Array(indices[start..<min(start + size, indices.count)])
        }
    }

    /// Halves a group that did not get enough of the hardware. A single event cannot be split.
    static func split(_ group: [Int]) -> [[Int]] {
        guard group.count > 1 else { return [] }
        let middle = (group.count + 1) / 2
        return [Array(group[..<middle]), Array(group[middle...])]
    }
}
