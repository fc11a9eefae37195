/// What was recorded, and how.
public struct TraceHeader: Sendable, Equatable {
    /// The name of the program's file, without its folder.
    public var program = ""
    /// How its callbacks were seen: `uprobe`, `breakpoint`, or `perf script`.
    public var source = ""
    /// Why it was not a better source; empty where it was the best.
    public var reason = ""
    /// The functions through which C calls the runtime.
    public var entries: [String] = []
    /// The functions that end a callback, or `return`; empty when nesting is unknown.
    public var ends: [String] = []
    /// The functions that switch stacks.
    public var switches: [String] = []
    /// `100ms/1s` where a tenth of a second of each was recorded; empty where all was.
    public var window = ""
    /// Nanoseconds that recording added to each event, as measured on the machine; nil for unknown.
    public var overhead: UInt64?
    /// `x86_64` or `aarch64`; empty for unknown.
    public var architecture = ""
    /// The version of the kernel; empty for unknown.
    public var kernel = ""

    /// Nothing yet.
    public init() {}

    /// As they stand in the file. Names that this version does not know are passed over.
    var pairs: [(key: String, value: String)] {
        [("program", program), ("source", source), ("reason", reason)]
            + entries.map { ("at", $0) } + ends.map { ("end", $0) } + switches.map { ("switch", $0) }
            + (window.isEmpty ? [] : [("window", window)])
            + (overhead.map { [("overhead", "\($0)")] } ?? [])
            + [("architecture", architecture), ("kernel", kernel)]
    }

    mutating func set(_ key: String, _ value: String) {
        switch key {
        case "program": program = value
        case "source": source = value
        case "reason": reason = value
        case "at": entries.append(value)
        case "end": ends.append(value)
        case "switch": switches.append(value)
        case "window": window = value
        case "overhead": overhead = UInt64(value)
        case "architecture": architecture = value
        case "kernel": kernel = value
        default: break
        }
    }
}
