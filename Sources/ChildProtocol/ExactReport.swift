/// What exact mode found about a cell, in addition to its counters.
public struct ExactReport: Codable, Sendable {
    /// The number of callbacks, of all threads, that each counter covers.
    public var callbacks: UInt64
    /// The instructions of those callbacks by function, largest first; they add up to the counter.
    public var functions: [FunctionCost]

    /// Creates a report.
    public init(callbacks: UInt64, functions: [FunctionCost]) {
        self.callbacks = callbacks
        self.functions = functions
    }
}

/// The instructions that one function executed, without those of its callees.
public struct FunctionCost: Codable, Sendable, Hashable {
    /// The name that people read, demangled and shortened.
    public let name: String
    /// The symbol, as the linker knows it; an address in hexadecimal where there is none.
    public let symbol: String
    /// File name of the program or library that contains it.
    public let object: String
    /// Instructions over all counted callbacks.
    public let instructions: UInt64
    /// The number of those callbacks.
    public let callbacks: UInt64

    /// Creates an entry.
    public init(name: String, symbol: String, object: String, instructions: UInt64, callbacks: UInt64) {
        self.name = name
        self.symbol = symbol
        self.object = object
        self.instructions = instructions
        self.callbacks = callbacks
    }
}
