/// How a child gets at the real runtime that it drives.
public struct RuntimeSource: Codable, Sendable, Hashable {
    /// Name of the built-in driver; nil when the library brings its own.
    public var driver: String?
    /// Path of the library that exports `sbs_runtime`; nil when the driver is built in.
    public var library: String?
    /// Which installation the driver is to use: what follows the '@'. Nil for the one that it finds first.
    public var place: String?

    /// What is special about it, for its rows: what follows the '#'. Nil for nothing.
    public var variant: String?

    /// A driver that is built in.
    public init(driver: String, place: String?, variant: String? = nil) {
        self.driver = driver
        self.place = place
        self.variant = variant
    }

    /// A driver from a library.
    public init(library: String) { self.library = library }

    /// As it is typed: `go@/usr/bin/go#patched`, or the path of a library.
    public var name: String {
        library ?? (driver ?? "") + (place.map { "@\($0)" } ?? "") + (variant.map { "#\($0)" } ?? "")
    }
}

/// What a child found out about a real runtime by starting it.
public struct RuntimeDescription: Codable, Sendable, Hashable {
    /// Name of the driver: `go`.
    public let name: String
    /// Version of what it started, and the variant if one was named: `1.27.3`, `1.27.3-patched`.
    public var version: String
    /// Whether threads other than the one that it was started on can call back.
    public let isOnAnyThread: Bool
    /// Whether the body of a callback uses C's stack.
    public let usesCStack: Bool
    /// Whether its callbacks can call out to C.
    public let callsOut: Bool
    /// Whether its callbacks can recurse in the runtime's own code.
    public let recurses: Bool
    /// Mappings of a process in which it has been started; nil when `/proc` could not be read.
    public let mappings: Int?
    /// The shared libraries that came with it, by path; nil in results that are older.
    public let loaded: [LoadedLibrary]?

    /// Describes a runtime.
    public init(
        name: String, version: String, isOnAnyThread: Bool, usesCStack: Bool, callsOut: Bool, recurses: Bool,
        mappings: Int?, loaded: [LoadedLibrary]? = nil
    ) {
        self.name = name
        self.version = version
        self.isOnAnyThread = isOnAnyThread
        self.usesCStack = usesCStack
        self.callsOut = callsOut
        self.recurses = recurses
        self.mappings = mappings
        self.loaded = loaded
    }

    /// Whether it is the same runtime. Its processes need not have as many mappings each time.
    public func isSame(as other: RuntimeDescription?) -> Bool {
        guard let other else { return false }
        return name == other.name && version == other.version && isOnAnyThread == other.isOnAnyThread
            && usesCStack == other.usesCStack && callsOut == other.callsOut && recurses == other.recurses
            && loaded == other.loaded
    }

    /// The name in tables and results: `go 1.27.3`.
    public var label: String { "\(name) \(version)" }
}
