/// The numbers of the format, which docs/trace.md describes.
enum TraceFormat {
    /// The first bytes of every trace, before the version.
    static let magic = Array("sbstrace".utf8)
    static let version: UInt8 = 1

    /// Tags from here on have a length behind them.
    static let firstTagWithLength: UInt8 = 0x40

    enum Tag: UInt8 {
        case header = 0x40
        case thread = 0x41
        case stack = 0x42
        case mappings = 0x43
        case end = 0x44
        case window = 0x45
        case program = 0x46
    }

    /// Bits of an event's tag; the kind is in the two bits above them.
    static let hasThread: UInt8 = 1
    static let hasStack: UInt8 = 2
    static let hasDepth: UInt8 = 4
    static let kindShift: UInt8 = 3

    /// What a trace may hold, so that a hostile file costs no more than its bytes and these.
    static let mostThreads = 1 << 16
    static let mostStacks = 1 << 16
    static let mostBytesOfText = 4096
    static let largestStack: UInt64 = 1 << 46
    static let largestFile = 1 << 30
}

extension UInt64 {
    /// A signed number so that small ones of either sign are small (protocol buffers' ZigZag).
    init(zigzag value: Int64) { self = UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

    /// The signed number.
    var zigzagDecoded: Int64 { Int64(bitPattern: self >> 1) ^ -Int64(bitPattern: self & 1) }
}
