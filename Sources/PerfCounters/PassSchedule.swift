/// Which counters are measured together.
///
/// Events of the counter hardware compete for few registers, and breakpoints for others. Rather than let
/// the kernel take turns, which makes every count an estimate, the region runs several times, each time
/// with few events.
struct PassSchedule: Equatable {
    /// Most processors offer at least four registers that hold any event, to each hardware thread.
    static let largestGroup = 4

    /// Software events and tracepoints, which need no register: they are in every pass.
    var software: [Int]

    /// Events that need registers, one group of one source a pass.
    var groups: [[Int]]

    init(_ sources: [CounterSource]) {
        func indices(_ source: CounterSource) -> [Int] { sources.indices.filter { sources[$0] == source } }
        software = sources.indices.filter { !sources[$0].needsRegister }
        groups =
            Self.chunks(of: indices(.hardware), Self.largestGroup)
            + Self.chunks(of: indices(.breakpoint), BreakpointName.registers)
    }

    /// Runs of the region that are planned; counters that turn out unavailable or crowded change it.
    var passes: Int { max(1, groups.count) }

    private static func chunks(of indices: [Int], _ size: Int) -> [[Int]] {
        stride(from: 0, to: indices.count, by: size).map { start in
            Array(indices[start..<min(start + size, indices.count)])
        }
    }

    /// Halves a group that did not get enough of the hardware. Of a single event nothing smaller can be
    /// made.
    static func split(_ group: [Int]) -> [[Int]] {
        guard group.count > 1 else { return [] }
        let middle = (group.count + 1) / 2
        return [Array(group[..<middle]), Array(group[middle...])]
    }
}
