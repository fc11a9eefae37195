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
