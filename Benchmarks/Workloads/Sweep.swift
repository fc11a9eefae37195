import CStackSupport
import ForeignStacks

/// One workload at growing sizes.
public struct Sweep: Sendable {
    /// What grows.
    public enum Parameter: String, Sendable, CaseIterable {
        /// Extra mappings of a process that calls back from its main thread.
        case mappings
        /// Coroutines that call back in turn.
        case stacks
        /// Threads that call back at the same time.
        case threads

        /// The sizes that are allowed.
        public var range: ClosedRange<Int> {
            switch self {
            case .mappings: 0...1_000_000
            case .stacks: 1...16_384
            case .threads: 1...Int(SBS_POOL_CAPACITY) - 2
            }
        }

        /// The workload at a size.
        public func workload(_ size: Int) -> Workload {
            switch self {
            case .mappings: .mainMappings(size, tier: .named)
            case .stacks: .coroutine(size, by: .cheapest, tier: .named)
            case .threads: .threads(size, withChurn: false)
            }
        }

        /// The size in a workload's name, which is its second component; nil for other workloads.
        func size(in name: String) -> Int? {
            let parts = name.split(separator: "/")
            guard parts.count >= 2, let size = Int(parts[1]), range.contains(size) else { return nil }
            return size
        }

        /// The largest size possible on this machine, and what limits it; nil when nothing does. A stack
        /// needs two mappings, its own and the gap's.
        fileprivate var limit: (size: Int, reason: String)? {
            guard self != .threads, let maximum = ExtraMappings.limit else { return nil }
            let free = maximum - ManyMappings.reserve
            return (self == .mappings ? free : free / 2, "vm.max_map_count is \(maximum)")
        }

        /// The factor from one size to the next.
        fileprivate var ratio: Int { self == .threads ? 2 : 4 }
    }

    /// A sweep that is not written correctly.
    public struct ParseError: Error, CustomStringConvertible {
        /// What was written, and the valid form.
        public let description: String
    }

    /// What grows.
    public let parameter: Parameter
    /// The sizes, growing by a constant factor; the smallest and the largest are those requested.
    public let sizes: [Int]
    /// Why the largest size is smaller than requested, or nil.
    public let capReason: String?

    /// A sweep as written: `mappings=0..60000`.
    public init(parsing text: String) throws(ParseError) {
        let choices = Parameter.allCases.map { "\($0.rawValue)=\($0.range.lowerBound)..N" }.joined(
            separator: ", ")
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let parameter = Parameter(rawValue: String(parts[0])) else {
            throw ParseError(description: "'\(text)': choose from \(choices)")
        }
        let ends = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard ends.count == 3, ends[1].isEmpty, let low = Int(ends[0]), let high = Int(ends[2]), low < high,
            parameter.range.contains(low), parameter.range.contains(high)
        else {
            let range = parameter.range
            throw ParseError(
                description:
                    "'\(text)': write \(parameter.rawValue)=LOW..HIGH within \(range.lowerBound)..\(range.upperBound)"
            )
        }
        var cappedHigh = high
        var reason: String?
        if let limit = parameter.limit, limit.size < high {
            cappedHigh = limit.size
            reason = "\(parameter.rawValue) end at \(limit.size): \(limit.reason)"
        }
        guard low < cappedHigh else { throw ParseError(description: "'\(text)': \(reason ?? "is empty")") }
        self.parameter = parameter
        sizes = Self.sizes(low, cappedHigh, ratio: parameter.ratio)
        capReason = reason
    }

    /// The largest size divided by a constant factor again and again, and the smallest size. After a smallest
    /// size of 0, the next one is a 256th of the largest.
    private static func sizes(_ low: Int, _ high: Int, ratio: Int) -> [Int] {
        var sizes: [Int] = []
        var size = high
        while size > max(low, high / 1024) {
            sizes.append(size)
            size /= ratio
        }
        return [low] + sizes.reversed()
    }
}
