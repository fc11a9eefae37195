/// What callgrind counted in one run, function by function, as in its output file.
public struct CallgrindProfile: Sendable, Equatable {
    /// A function, as callgrind identifies it.
    public struct Function: Sendable, Hashable {
        /// Its symbol, as the linker knows it; an address in hexadecimal where there is none.
        public var symbol: String
        /// Path of the program or library that contains it.
        public var object: String

        /// Names a function.
        public init(symbol: String, object: String) {
            self.symbol = symbol
            self.object = object
        }
    }

    /// A place in the code that was executed.
    public struct Instruction: Sendable, Hashable {
        /// The function that it belongs to.
        public var function: Function
        /// Its address, as the object's own headers count it.
        public var address: UInt64

        /// Names an instruction.
        public init(function: Function, address: UInt64) {
            self.function = function
            self.address = address
        }
    }

    /// Names of the events that were counted, `Ir` (instructions read) first.
    public var events: [String]
    /// Version of the tool, as it names itself: `callgrind-3.19.0`.
    public var creator: String
    /// The simulated caches, one per line; empty when none are simulated.
    public var caches: [String]
    /// Totals, in the order of the events.
    public var totals: [UInt64]
    /// What each function's own instructions counted, in the order of the events; calls are not included.
    public var functions: [Function: [UInt64]]
    /// The same for each instruction; empty unless callgrind was told to keep them apart (`--dump-instr=yes`).
    public var instructions: [Instruction: [UInt64]] = [:]
    /// How often each function was called while callgrind counted, by its symbol.
    public var calls: [String: UInt64]

    /// The total of an event; nil when it was not counted.
    public subscript(event: String) -> UInt64? { events.firstIndex(of: event).map { totals[$0] } }
}
