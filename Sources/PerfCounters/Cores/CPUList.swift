/// CPUs in the form of the kernel's lists, such as `0-3,8`.
/// Source: "cpulist" in Documentation/admin-guide/cputopology.rst of the Linux kernel.
public struct CPUList: Sendable, Equatable {
    private let ranges: [ClosedRange<UInt16>]

    /// Nil if the text is no such list, or an empty one.
    package init?(_ text: String) {
        var ranges: [ClosedRange<UInt16>] = []
        for range in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = range.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1],
                first <= last
            else { return nil }
            ranges.append(first...last)
        }
        self.ranges = ranges
    }

    /// How many there are.
    public var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Whether a CPU is among them.
    public func contains(_ cpu: Int) -> Bool {
        ranges.contains { $0.lowerBound <= cpu && cpu <= $0.upperBound }
    }
}

extension CPUList: CustomStringConvertible {
    /// As the kernel writes it.
    public var description: String {
        ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
