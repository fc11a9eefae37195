import BenchResults
import BoundsStrategies
import CallbackRuntime
import Cells

/// Which strategies take part, the user's own among them.
package struct StrategySelection: Codable, Sendable, Equatable {
    /// Names with their knobs, as typed: each may be a comma-separated list. Empty for the core strategies.
    package var names: [String]
    /// Paths of the shared libraries that bring strategies of the user's own.
    package var libraries: [String]

    package init(names: [String] = [], libraries: [String] = []) {
        self.names = names
        self.libraries = libraries
    }

    /// Whether nothing was selected.
    package var isDefault: Bool { names.isEmpty && libraries.isEmpty }

    /// The strategies of the libraries, which are looked at in processes of their own.
    ///
    /// - Parameter listener: told what the libraries printed.
    /// - Returns: descriptions, in the order of the libraries.
    /// - Throws: `UsageError` for a library that cannot be used; `CommandStopped` when no process can be started.
    package func plugIns(_ listener: SessionListener) throws -> [StrategyDescription] {
        try Self.plugIns(of: libraries, listener)
    }

    static func plugIns(
        of libraries: [String], _ listener: SessionListener
    ) throws -> [StrategyDescription] {
        var strategies: [StrategyDescription] = []
        for path in libraries {
            let name = LibraryFile.name(path)
            let inspection = try LibraryInspection(of: path)
            for note in inspection.printed.notes(by: name) { listener(.note(note)) }
            for strategy in inspection.strategies {
                if strategy.name == NameList.all || Subject(label: strategy.name).kind != .strategy {
                    throw UsageError("\(name): '\(strategy.name)' is not the name of a strategy")
                }
                let taken = (StrategyCatalogue.descriptions + strategies).map(\.name)
                if taken.contains(strategy.name) {
                    throw UsageError("\(name): there is a strategy '\(strategy.name)' already")
                }
                strategies.append(strategy)
            }
        }
        return strategies
    }

    /// The strategies that were named; without a name the core and the user's own. In
    /// the catalogue's order, one with knobs behind the others of its rule; none twice.
    package func strategies(
        _ plugIns: [StrategyDescription]
    ) throws(UsageError) -> [StrategyDescription] {
        let names = NameList(names, option: "--strategy").names
        let all = StrategyCatalogue.descriptions + plugIns
        let core = StrategyCatalogue.core.map(\.description)
        if names.isEmpty { return core + plugIns }
        // `all` may stand beside strategies with knobs.
        var selected = names.contains(NameList.all) ? all : []
        if !selected.isEmpty { selected += core.filter { own in !all.contains { $0.name == own.name } } }
        for name in names where name != NameList.all {
            let strategy = try Self.strategy(named: name, plugIns, in: "--strategy")
            if !selected.contains(where: { $0.name == strategy.name }) { selected.append(strategy) }
        }
        return all.filter { $0.name == $0.baseName }.flatMap { rule in
            let ofRule = selected.filter { $0.baseName == rule.baseName }
            return ofRule.filter { $0.name == rule.name } + ofRule.filter { $0.name != rule.name }
        }
    }

    /// The strategy of a name with its knobs.
    ///
    /// - Throws: `UsageError` that names it and `place`, where it was typed.
    static func strategy(
        named name: String, _ plugIns: [StrategyDescription], in place: String
    ) throws(UsageError) -> StrategyDescription {
        do {
            return try StrategyCatalogue.description(named: name, or: plugIns)
        } catch .noStrategy(let choices) {
            let rule = name.prefix { $0 != ":" }
            let near = UnknownName(String(rule), choices: choices)
            throw UsageError("\(place) '\(name)': \(near.advice)")
        } catch {
            let knobs = name.split(separator: ":").dropFirst().map { String($0.prefix { $0 != "=" }) }
            let near = knobs.compactMap { UnknownName($0, choices: Knobs.names).suggestion }.first
            throw UsageError("\(place) '\(name)': \(error)" + (near.map { "; \($0)" } ?? ""))
        }
    }
}
