import CLibrary
import CStackSupport
public import CallbackRuntime

/// The user's own strategies, from a shared library that exports `sbs_strategies`.
public enum StrategyLibrary {
    /// A library that cannot be used.
    public struct LoadError: Error, CustomStringConvertible {
        /// One line that names the library and says what is wrong.
        public let description: String
    }

    /// Loads libraries for the life of the process, and returns their strategies in order.
    public static func load(_ paths: [String]) throws(LoadError) -> [BoundsStrategy] {
        var strategies: [BoundsStrategy] = []
        for path in paths {
            for strategy in try load(path) {
                let taken = (StrategyCatalogue.all + strategies).map(\.name)
                guard !taken.contains(strategy.name) else {
                    throw LoadError(
                        description:
                            "strategy library \(path): there is a strategy '\(strategy.name)' already")
                }
                strategies.append(strategy)
            }
        }
        return strategies
    }

    private static func load(_ path: String) throws(LoadError) -> [BoundsStrategy] {
        func fail(_ reason: String) -> LoadError {
            LoadError(description: "strategy library \(path): \(reason)")
        }
        // A name without a slash would be looked for in the system's folders.
        guard let library = dlopen(path.contains("/") ? path : "./" + path, RTLD_NOW | RTLD_LOCAL) else {
            throw fail(dlerror().map { String(cString: $0) } ?? "cannot be loaded")
        }
        guard let symbol = dlsym(library, "sbs_strategies") else {
            throw fail("does not export sbs_strategies; see strategy_library.h")
        }
        let exported = symbol.assumingMemoryBound(to: sbs_strategy_library.self)
        guard exported.pointee.abi_version == SBS_ABI_VERSION else {
            throw fail(
                "was built for version \(exported.pointee.abi_version) of the ABI, this is version "
                    + "\(SBS_ABI_VERSION)")
        }
        guard exported.pointee.count > 0 else { throw fail("exports no strategies") }
        let all = UnsafeBufferPointer(start: exported.pointee.strategies, count: Int(exported.pointee.count))
        var strategies: [BoundsStrategy] = []
        for strategy in all {
            do {
                strategies.append(try BoundsStrategy(exported: strategy, from: path))
            } catch {
                throw fail(error.description)
            }
        }
        let names = strategies.map(\.name)
        guard Set(names).count == names.count else { throw fail("exports one name twice") }
        return strategies
    }
}
