/// What exact mode found of a cell, besides its counters.
public struct ExactReport: Codable, Sendable {
    /// Callbacks, of all threads, that each counter is of.
    public var callbacks: UInt64
    /// The instructions of those callbacks, by function, most first; they add up to the counter.
    public var functions: [FunctionCost]

    /// Creates a report.
    public init(callbacks: UInt64, functions: [FunctionCost]) {
        self.callbacks = callbacks
        self.functions = functions
    }
}

/// The instructions that one function executed itself, those that it called left out.
public struct FunctionCost: Codable, Sendable, Hashable {
    /// The name that people read, demangled and shortened.
    public let name: String
    /// The symbol, as the linker knows it; an address in hexadecimal where there is none.
    public let symbol: String
    /// File name of the program or library that it lies in.
    public let object: String
    /// Instructions over all callbacks that were counted.
    public let instructions: UInt64
    /// Those callbacks.
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
