import Cells
import MachineInspection
import Statistics

/// What successive results say about the same cells.
///
/// Sessions drift against each other by more than the changes that people look for, and nothing pairs them. So one
/// value beside another says little; what is claimed is a change of level that a series of them shows.
public struct History: Encodable, Sendable {
    /// A result that took part.
    public struct Session: Encodable, Sendable {
        /// Where it was read.
        public let file: String
        /// Index of the machine that it was measured on.
        public let machine: Int
        /// Full commit id, or why it is not known.
        public let commit: Reading<String>
        /// Whether what the program is built from differed from the commit.
        public let isDirty: Reading<Bool>
        /// Whether its place is that of its commit. It is that of its start otherwise, as where the commit is not
        /// known, or not before HEAD: rebased, of another branch, or cut off in a shallow clone.
        public let isByCommit: Bool
        /// Start, in seconds since 1970 UTC.
        public let startedAt: Int
        /// Why the session is sick; empty when it is not.
        public let sickness: [String]
    }

    /// A cell over time, on one machine.
    public struct Cell: Encodable, Sendable {
        /// `workload:row`.
        public let name: String
        /// Index of the machine.
        public let machine: Int
        /// What each session of the machine says about it, in order; sessions that did not plan it have no point.
        public internal(set) var points: Points
        /// Where its level changes, in order.
        public internal(set) var changes: [Change] = []
    }

    /// What one session says about a cell.
    public struct Point: Encodable, Sendable {
        /// Index of the session.
        public let session: Int
        /// What became of the cell.
        public let status: CellResult.Status
        /// Cost of a callback in nanoseconds; null when it has none.
        @Nullable public var cost: Estimate?
        /// What makes it incomparable with the value before it; empty when nothing does.
        public internal(set) var breaks: [String] = []
    }

    /// A change of level, by `ChangePoints`. Not paired: verify it with `bench commits`.
    public struct Change: Encodable, Sendable, Equatable {
        /// Index of the last session of the old level. The change came after its commit.
        public let before: Int
        /// Index of the first session of the new level. The change came with its commit at the latest.
        public let after: Int
        /// Median cost of the old level, in nanoseconds.
        public let old: Double
        /// Median cost of the new level, up to the next change, in nanoseconds.
        public let new: Double
    }

    /// What the document is.
    public let schema = "stack-bounds-bench/history"
    /// Version of the document's form.
    public let schemaVersion = 2
    /// The machines that the results are of, each by its processor, in the order in which they appear.
    public internal(set) var machines: [String] = []
    /// The results, in order.
    public internal(set) var sessions: [Session] = []
    /// Whether any of them has the place of its commit.
    public let isByCommit: Bool
    /// The cells, in the order in which they appear.
    public internal(set) var cells: [Cell] = []
}
