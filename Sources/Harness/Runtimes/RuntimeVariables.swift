import BenchResults
import FoundationEssentials

/// Environment variables that can change what real runtimes do. They are kept, since somebody may want to measure
/// what they change, and recorded.
enum RuntimeVariables {
    private static let names: Set<String> = [
        "GODEBUG", "GOGC", "GOMAXPROCS", "GOMEMLIMIT", "GOTRACEBACK",  // Go's package runtime
        "JAVA_HOME", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS",  // the driver of HotSpot, and HotSpot
        "GLIBC_TUNABLES",
    ]
    private static let prefixes = ["PYTHON", "RUBY", "GUILE_", "GC_", "LD_", "MALLOC_"]

    /// Those that are set, as `NAME=value` in order; nil when none is.
    static var present: [String]? { recorded(of: ProcessInfo.processInfo.environment) }

    /// Those of an environment. Long values are cut.
    static func recorded(of environment: [String: String]) -> [String]? {
        let set = environment.filter { name, _ in
            names.contains(name) || prefixes.contains(where: name.hasPrefix)
        }
        return set.isEmpty ? nil : set.map { "\($0)=\(Legible.text($1, limit: 200))" }.sorted()
    }
}
