public import CStackSupport

/// A way in which C programs switch stacks.
public enum StackSwitch: String, Sendable, CaseIterable {
    /// `makecontext` and `swapcontext`; a system call for the signal mask each way.
    case swapcontext
    /// Callee-saved registers and SP in a few instructions, as every coroutine library has it.
    case assembly
    /// Boost.Context's `jump_fcontext`, loaded at run time.
    case fcontext

    /// The C constant.
    public var abi: sbs_switch {
        switch self {
        case .swapcontext: SBS_SWITCH_UCONTEXT
        case .assembly: SBS_SWITCH_ASSEMBLY
        case .fcontext: SBS_SWITCH_FCONTEXT
        }
    }

    /// Why it is not there on this platform, or nil when it is.
    public var unavailability: String? {
        sbs_switch_unavailable(abi).map { String(cString: $0) }
    }

    /// The cheapest way that this platform has.
    public static var cheapest: StackSwitch {
        StackSwitch.assembly.unavailability == nil ? .assembly : .swapcontext
    }
}

/// A stackful coroutine. Its stack must outlive it.
public struct Coroutine: ~Copyable {
    /// The C coroutine, for loops that resume it themselves.
    public let handle: OpaquePointer

    /// Prepares `main(argument)` to run on the stack, below `colour` bytes that are left unused at its
    /// top, at the first resume. `main` must never return. Nil when memory or the switch is missing.
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
