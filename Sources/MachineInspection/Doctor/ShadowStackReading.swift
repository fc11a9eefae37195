import CHarnessSupport
import SystemPackage

extension SystemFiles {
    /// Whether this process has a shadow stack: what `/proc/self/status` says, or the kernel where the file does not.
    func shadowStack(orAsk status: () -> Int32 = sbs_shadow_stack_status) -> Reading<Bool> {
        let text = text("/proc/self/status")
        let line = text.value?.split(separator: "\n").first { $0.hasPrefix("x86_Thread_features:") }
        // The line lists the features that are on, and is empty without any.
        if let line { return .value(line.split { $0 == " " || $0 == "\t" }.contains("shstk")) }
        let answer = status()
        if answer >= 0 { return .value(answer == 1) }
        let refusal = "the kernel does not say: \(Errno(rawValue: -answer))"
        if case .unavailable(let reason) = text { return .unavailable("\(reason); \(refusal)") }
        return .unavailable(refusal)
    }
}
