public import Cells

/// What both programs execute in a cell, beside the verdict on time: callgrind counted both, instruction by
/// instruction.
public struct ComparisonCause: Codable, Sendable, Equatable {
    /// What was found.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// Both execute the same instructions, each as often, and a model of caches misses as often: a difference
        /// in time is one of where code and data lie.
        case sameCode = "same code"
        /// Both execute the same instructions, but the data that they touch lies in other lines of memory.
        case otherMemory = "same instructions, other memory accesses"
        /// They execute other instructions, or others as often.
        case otherInstructions = "other instructions"
        /// Not counted: the machine code that the cell can reach is the same, whatever of it is executed.
        case unchangedCode = "unchanged machine code"
        /// Not counted: the machine code that the cell can reach is not the same.
        case changedCode = "changed machine code"
        /// It is not known; `reason` says why.
        case unknown
    }

    /// A function that does not execute the same on both sides.
    public struct Function: Codable, Sendable, Equatable {
        /// The name that people read.
        public var name: String
        /// Instructions of it over all counted callbacks, on the old side.
        public var old: UInt64
        /// The same on the new side.
        public var new: UInt64

        /// Describes a function.
        public init(name: String, old: UInt64, new: UInt64) {
            (self.name, self.old, self.new) = (name, old, new)
        }
    }

    /// What was found.
    public var kind: Kind
    /// Instructions over all counted callbacks on the old side; null where both sides execute the same, and where
    /// nothing was counted.
    @Nullable public var oldInstructions: UInt64?
    /// The same on the new side.
    @Nullable public var newInstructions: UInt64?
    /// Misses of the first level of a model of data caches over all counted callbacks, on the old side; null
    /// unless they are what differs.
    @Nullable public var oldMisses: UInt64?
    /// The same on the new side.
    @Nullable public var newMisses: UInt64?
    /// The callbacks that counts are over; null where there are none.
    @Nullable public var callbacks: UInt64?
    /// The functions that differ, the largest difference first.
    public var functions: [Function]
    /// Why it is not known; null when it is.
    @Nullable public var reason: String?

    /// What needs no counts.
    public init(_ kind: Kind, reason: String? = nil) {
        self.kind = kind
        functions = []
        self.reason = reason
    }

    /// Whether a difference in time is not one of what is executed.
    public var isSameCode: Bool { kind == .sameCode }

    /// How many instructions a callback has more on the new side than on the old one, as it is counted exactly:
    /// `+1`, `-2 1/3`, `0`. Nil where instructions were not counted.
    public var change: String? {
        guard let oldInstructions, let newInstructions, let callbacks, callbacks > 0 else { return nil }
        return Quantity.change(from: oldInstructions, to: newInstructions, over: callbacks)
    }
}

extension Quantity {
    /// A change of a count a callback, with its sign.
    public static func change(from old: UInt64, to new: UInt64, over callbacks: UInt64) -> String {
        if old == new { return "0" }
        let sign = new > old ? "+" : "-"
        return sign + exact(ExactCount(count: new > old ? new - old : old - new, callbacks: callbacks))
    }
}
