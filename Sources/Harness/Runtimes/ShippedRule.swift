import BoundsStrategies
import CallbackRuntime
import ChildProtocol

/// Which strategy a real runtime ships, as far as the model says the same.
///
/// The model is of Go's path alone. What each Go release does is read off runtime/cgocall.go and runtime/proc.go of
/// its tag: golang/go#59294 and CL 495855 (1.21), #62440 and CL 527715 (1.21.1), #67297 (1.21.12 and 1.22.5),
/// #70815 and CL 635775 (1.23.5, 1.24).
enum ShippedRule {
    /// Names the strategy.
    ///
    /// - Parameters:
    ///   - source: what was asked for; its variant names the rule that it was patched to.
    ///   - version: the version that the runtime says of itself.
    /// - Returns: its name; nil for runtimes other than Go, for versions that cannot be read, and for variants that are
    ///   not called as a strategy is: nobody knows what they were changed to.
    static func strategy(of source: RuntimeSource, version: String) -> String? {
        guard source.driver == "go" else { return nil }
        if let variant = source.variant {
            return StrategyCatalogue.descriptions.first { $0.name == variant }?.name
        }
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
