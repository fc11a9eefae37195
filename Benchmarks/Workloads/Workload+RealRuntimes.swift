import CStackSupport

extension Workload {
    /// What a workload asks of a real runtime besides callbacks of the thread that it is prepared on.
    public enum RuntimeNeed: Sendable, Equatable {
        /// Nothing.
        case none
        /// That threads call back which it was not started on.
        case otherThreads
        /// That callbacks call out to C.
        case callsOut
        /// What no runtime is asked for here, and why.
        case impossible(String)
    }

    /// Why a real runtime cannot be measured in this workload, or nil.
    ///
    /// - Parameters:
    ///   - isOnAnyThread: whether threads other than the one that it was started on can call back.
    ///   - callsOut: whether its callbacks can call out to C.
    /// - Returns: a few words, or nil when it can be measured.
    public func refusal(ofRuntime isOnAnyThread: Bool, callsOut: Bool) -> String? {
        switch runtimeNeed {
        case .none: nil
        case .otherThreads: isOnAnyThread ? nil : "only the thread that started it can call back"
        case .callsOut: callsOut ? nil : "its callbacks do not call out to C"
        case .impossible(let reason): reason
        }
    }
}

/// What enters the runtime of this process, which is the model or a real one.
///
/// - Parameters:
///   - model: a loop, or another function of one.
///   - real: the same, compiled to enter the real runtime.
/// - Returns: the one that is needed.
func entering<Function>(_ model: Function, _ real: Function) -> Function {
    sbs_enters_real_runtime() ? real : model
}
