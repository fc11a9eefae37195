/// Where the body of a callback runs: what a runtime does between the entry and the return to C.
public enum CallbackBody: String, Codable, Sendable, CaseIterable {
    /// On the stack that C called on: CPython, Ruby, V8, HotSpot. What the body needs, C's stack must have.
    case cStack = "c-stack"
    /// On a stack of the runtime's own, whose bounds it knows, as in Go. On C's stack only code of the runtime
    /// itself runs (Go's `systemstack`).
    case own

    /// Bytes of C's stack below SP at the entry that a callback may use; nil where that depends on the body.
    ///
    /// Go's own code was found to reach 3,088 bytes down in 1.21.13 and 2,128 in 1.27.3, in 20,000 callbacks
    /// that allocate, collect garbage and grow their stacks (a painted stack, x86-64); rounded up to a page. A
    /// stack of which Go is the owner has 16 KiB for the same code.
    public var reach: Int? {
        switch self {
        case .cStack: nil
        case .own: 4096
        }
    }
}
