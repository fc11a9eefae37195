public import CStackSupport

/// A way in which C programs switch stacks.
public enum StackSwitch: String, Sendable, CaseIterable {
    /// `makecontext` and `swapcontext`, with a system call for the signal mask each way.
    case swapcontext
    /// Callee-saved registers and SP in a few instructions, as in every coroutine library.
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

    /// Why it is unavailable on this platform, or nil when it is available.
    public var unavailability: String? {
        sbs_switch_unavailable(abi).map { String(cString: $0) }
    }

    /// The cheapest switch that this platform has.
    public static var cheapest: StackSwitch {
        StackSwitch.assembly.unavailability == nil ? .assembly : .swapcontext
    }
}
