/// Which counters are measured together.
///
/// Hardware events compete for a few registers, and breakpoints for a few others. The kernel could multiplex
/// them, but then every count would be an estimate. Instead the region runs several times, each time with few
/// events.
struct PassSchedule: Equatable {
    /// Most processors offer at least four registers that hold any event, to each hardware thread.
    static let largestGroup = 4

    /// Software events and tracepoints: they need no register and are in every pass.
    var software: [Int]

    /// Events that need registers: one group of one source per pass.
    var groups: [[Int]]

    init(_ sources: [CounterSource]) {
        func indices(_ source: CounterSource) -> [Int] { sources.indices.filter { sources[$0] == source } }
        software = sources.indices.filter { !sources[$0].needsRegister }
        groups =
            Self.chunks(of: indices(.hardware), Self.largestGroup)
            + Self.chunks(of: indices(.breakpoint), BreakpointName.registers)
    }

    /// The planned runs of the region; unavailable or crowded counters change it.
    var passes: Int { max(1, groups.count) }

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
