import CStackSupport

/// A stackful coroutine. Its stack must outlive it.
public struct Coroutine: ~Copyable {
    /// The C coroutine, for loops that resume it themselves.
    public let handle: OpaquePointer

    /// Prepares `main(argument)` to run on the stack, below `colour` bytes that are left unused at its top,
    /// at the first resume. `main` must never return. Nil when there is no memory or the switch is
    /// unavailable.
    public init?(
        _ kind: StackSwitch, on stack: ForeignStack, colour: Int = 0,
        main: @convention(c) (OpaquePointer, UnsafeMutableRawPointer?) -> Void,
        argument: UnsafeMutableRawPointer?
    ) {
        guard let lo = UnsafeMutableRawPointer(bitPattern: stack.lo),
            let made = sbs_coroutine_create(kind.abi, lo, stack.size - colour, main, argument)
        else { return nil }
        handle = made
    }

    deinit {
        sbs_coroutine_destroy(handle)
    }

    /// Runs the coroutine on the calling thread until it yields.
    public func resume() { sbs_coroutine_resume(handle) }
}
