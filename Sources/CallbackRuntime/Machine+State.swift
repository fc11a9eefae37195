public import CStackSupport

extension Machine {
    /// The strategy's own state, as a value of the type whose size the strategy asked for. All bytes are zero
    /// before `attach`; that must be a valid value.
    @inlinable @inline(__always)
    public func state<State: BitwiseCopyable>(of _: State.Type) -> UnsafeMutablePointer<State> {
        state.unsafelyUnwrapped.assumingMemoryBound(to: State.self)
    }
}
