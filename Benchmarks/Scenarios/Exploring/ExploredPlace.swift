/// A stack that an explored program can run on. The raw value is its number in C.
public enum ExploredPlace: Int, CaseIterable, Codable, Sendable, Hashable {
    /// The running thread's own.
    case own
    /// The upper one of two stacks in one block of memory, with nothing between them.
    case upper
    /// The lower one, with other memory of the block right below it.
    case lower
    /// A small one, with an inaccessible page below it.
    case small
    /// One in a block that malloc(3) gave.
    case allocated
    /// A coroutine's usual one, with an inaccessible page below it.
    case guarded
    /// One that the kernel grows (MAP_GROWSDOWN), of which two pages are there at first.
    case growing
    /// The program's signal stack, where only a handler runs.
    case signal

    /// Those that a program can switch to besides the thread's own.
    static let foreign: [ExploredPlace] = [.upper, .lower, .small, .allocated, .guarded, .growing]

    /// What it is called in programs.
    public var name: String {
        switch self {
        case .own: "own"
        case .upper: "upper adjacent"
        case .lower: "lower adjacent"
        case .small: "small"
        case .allocated: "malloc'd"
        case .guarded: "guarded"
        case .growing: "MAP_GROWSDOWN"
        case .signal: "signal"
        }
    }

    /// What kind of stack it is, for legends.
    public var summary: String {
        switch self {
        case .own: "the thread's own, \(size >> 10) KiB"
        case .upper: "\(size >> 10) KiB, right above the lower one in one block of memory"
        case .lower: "\(size >> 10) KiB, with other memory of the block right below"
        case .small: "\(size >> 10) KiB with an inaccessible page below"
        case .allocated: "\(size >> 10) KiB within a block that malloc gave"
        case .guarded: "\(size >> 10) KiB with an inaccessible page below"
        case .growing: "two pages that the kernel lets grow to \(size >> 10) KiB"
        case .signal: "\(size >> 10) KiB, set by sigaltstack"
        }
    }

    /// Its bytes at first.
    var size: Int {
        switch self {
        case .own: 512 << 10
        case .upper, .lower, .allocated: 24 << 10
        case .small: 16 << 10
        case .guarded: 64 << 10
        case .growing: 128 << 10
        case .signal: 32 << 10
        }
    }

    /// Its bytes when it has been freed and mapped anew: enough for everything that programs do on it.
    var nextSize: Int {
        switch self {
        case .own, .signal: size
        case .upper, .lower, .allocated: 20 << 10
        case .small: 12 << 10
        case .guarded: 48 << 10
        case .growing: 64 << 10
        }
    }

    /// Bytes that all callbacks open on it and what is above them may use, when it is as small as it gets: how
    /// many can be open at once, and whether there is room for a deep callback, follow from it.
    var isRoomy: Bool { nextSize > 12 << 10 }
}
