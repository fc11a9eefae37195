public import ChildProtocol

/// A real runtime that was asked for.
public struct PlannedRuntime: Codable, Sendable, Equatable {
    /// A workload that the runtime is not measured in.
    public struct LeftOut: Codable, Sendable, Equatable {
        /// Name of the workload.
        public let workload: String
        /// Why, in a few words.
        public let reason: String

        /// Leaves a workload out.
        public init(workload: String, reason: String) {
            self.workload = workload
            self.reason = reason
        }
    }

    /// What was asked for.
    public let asked: RuntimeSource
    /// Name of its rows: `go 1.27.3`; null when it cannot be driven.
    @Nullable public var label: String?
    /// What it is; null when it cannot be driven.
    @Nullable public var description: RuntimeDescription?
    /// Contents of the library that is the runtime or has it in it, hashed (FNV-1a, 64 bits, hexadecimal): the
    /// user's own, or the one that was built of Go. Null for drivers that are built in, which load theirs; those
    /// are among `description.loaded`.
    @Nullable public var libraryHash: String?
    /// Name of the strategy that it ships; nil where none of the catalogue is known to be the same.
    public var shippedRule: String?
    /// Why it cannot be driven, in one line; null when it can.
    @Nullable public var unavailable: String?
    /// The workloads of the run that it is not measured in.
    public var leftOut: [LeftOut] = []

    /// A runtime that can be driven.
    public init(
        asked: RuntimeSource, label: String, description: RuntimeDescription, libraryHash: String? = nil,
        shippedRule: String? = nil
    ) {
        self.asked = asked
        self.shippedRule = shippedRule
        self.label = label
        self.description = description
        self.libraryHash = libraryHash
        unavailable = nil
    }

    /// A runtime that cannot be driven.
    public init(asked: RuntimeSource, unavailable reason: String) {
        self.asked = asked
        label = nil
        description = nil
        libraryHash = nil
        unavailable = reason
    }

    /// Whether it is the same runtime, from the same library.
    public func isSame(as other: PlannedRuntime) -> Bool {
        label == other.label && libraryHash == other.libraryHash
            && description?.isSame(as: other.description) == true
    }

    /// As it was typed: `go@/usr/bin/go`, or the path of a library.
    public var name: String { asked.name }
}
