public import ChildProtocol

/// Which strategy a real runtime ships, as far as the model says the same.
///
/// The model is of Go's path alone. What each Go release does is read off runtime/cgocall.go and runtime/proc.go of
/// its tag: golang/go#59294 and CL 495855 (1.21), #62440 and CL 527715 (1.21.1), #67297 (1.21.12 and 1.22.5),
/// #70815 and CL 635775 (1.23.5, 1.24).
public enum ShippedRule {
    /// The name of the strategy; nil for runtimes other than Go, and for versions that cannot be read.
    ///
    /// A version may end with the name of the rule that it was patched to: `1.27.3-estimate`.
    public static func strategy(of runtime: RuntimeDescription) -> String? {
        let parts = runtime.version.split(separator: "-", maxSplits: 1)
        guard runtime.name == "go", let version = parts.first else { return nil }
        if parts.count == 2, parts[1].allSatisfy({ $0.isLetter || $0 == "-" }) { return String(parts[1]) }
        let numbers = version.split(separator: ".").map { part in
            Int(part.prefix { $0.isASCII && $0.isNumber })
        }
        guard numbers.count >= 2, numbers[0] == 1, let minor = numbers[1] else { return nil }
        let patch = numbers.count > 2 ? numbers[2] ?? 0 : 0
        switch (minor, patch) {
        case (...20, _): return "uncached"
        case (21, 0): return "fixed"
        case (21, ...11), (22, ...4): return "sp-window"
        case (21, _), (22, _), (23, ...4): return "requery"
        default: return "accurate"
        }
    }
}
