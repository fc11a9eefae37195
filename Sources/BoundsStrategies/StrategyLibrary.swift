import CLibrary
import CStackSupport
public import CallbackRuntime

/// The user's own strategies, from a shared library that exports `sbs_strategies`.
///
/// Loading one runs its code. So this is for processes that may end at any moment: children.
public enum StrategyLibrary {
    /// A library that cannot be used.
    public struct LoadError: Error, CustomStringConvertible {
        /// One line that says what is wrong with it.
        public let description: String
    }

    /// The most strategies that a library may export.
    public static let mostStrategies = 64

    /// Loads libraries for the life of the process.
    ///
    /// - Parameters:
    ///   - paths: their files.
    ///   - isAbout: is told of each library before any code of it runs, and in the end of an empty path.
    /// - Returns: their strategies, in order.
    /// - Throws: `LoadError` for the first that cannot be used.
    public static func load(
        _ paths: [String], isAbout: (String) -> Void
    ) throws(LoadError) -> [BoundsStrategy] {
        var strategies: [BoundsStrategy] = []
        for path in paths {
            isAbout(path)
            strategies += try Self.strategies(of: open(path), from: path)
        }
        if !paths.isEmpty { isAbout("") }
        return strategies
    }

    /// Loads a library for the life of the process.
    ///
    /// - Returns: the address of its table.
    /// - Throws: `LoadError` when it cannot be loaded, or has no table.
    public static func open(_ path: String) throws(LoadError) -> UnsafeRawPointer {
        // A name without a slash would be looked for in the system's folders.
        guard let library = dlopen(path.contains("/") ? path : "./" + path, RTLD_NOW | RTLD_LOCAL) else {
            throw LoadError(description: dlerror().map { String(cString: $0) } ?? "it cannot be loaded")
        }
        guard let table = dlsym(library, "sbs_strategies") else {
            throw LoadError(description: "it does not export sbs_strategies; see strategy_library.h")
        }
        return UnsafeRawPointer(table)
    }

    /// Reads a table, at the risk of a crash: it may point anywhere.
    ///
    /// - Returns: the strategies, in order.
    /// - Throws: `LoadError` for the first thing that is wrong with them.
    public static func strategies(
        of table: UnsafeRawPointer, from path: String
    ) throws(LoadError) -> [BoundsStrategy] {
        let version = table.loadUnaligned(as: UInt32.self)
        guard version == SBS_ABI_VERSION else {
            throw LoadError(
                description: "it was built for version \(version) of the ABI, this is version "
                    + "\(SBS_ABI_VERSION)")
        }
        let count = Int(table.loadUnaligned(fromByteOffset: offset(of: \.count), as: UInt32.self))
        guard count > 0 else { throw LoadError(description: "it exports no strategies") }
        guard count <= mostStrategies else {
            throw LoadError(
                description: "it says that it exports \(count) strategies; at most \(mostStrategies) are "
                    + "possible")
        }
        let address = table.loadUnaligned(fromByteOffset: offset(of: \.strategies), as: UInt.self)
        guard let first = UnsafeRawPointer(bitPattern: address) else {
            throw LoadError(description: "its table of strategies is NULL")
        }
        var strategies: [BoundsStrategy] = []
        for index in 0..<count {
            let entry = first + index * MemoryLayout<sbs_exported_strategy>.stride
            do {
                strategies.append(
                    try BoundsStrategy(exported: entry, number: index + 1, from: path))
            } catch {
                throw LoadError(description: error.description)
            }
        }
        return strategies
    }

    private static func offset(of member: PartialKeyPath<sbs_strategy_library>) -> Int {
        MemoryLayout<sbs_strategy_library>.offset(of: member)!
    }
}
