import BoundsStrategies
import CallbackRuntime

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

    /// The strategies of the libraries.
    package func plugIns() throws(UsageError) -> [BoundsStrategy] {
        do {
            return try StrategyLibrary.load(libraries)
        } catch {
            throw UsageError("\(error)")
        }
    }

    /// The strategies that were named; without a name the core and the user's own. In
    /// the catalogue's order, one with knobs behind the others of its rule; none twice.
    package func strategies(_ plugIns: [BoundsStrategy]) throws(UsageError) -> [BoundsStrategy] {
        let names = NameList(names, option: "--strategy").names
        let all = StrategyCatalogue.all + plugIns
        if names.isEmpty { return StrategyCatalogue.core + plugIns }
        // `all` may stand beside strategies with knobs.
        var selected = names.contains(NameList.all) ? all : []
        for name in names where name != NameList.all {
            let strategy = try Self.strategy(named: name, plugIns, in: "--strategy")
            if !selected.contains(where: { $0.name == strategy.name }) { selected.append(strategy) }
        }
        return all.flatMap { rule in
            let ofRule = selected.filter { $0.baseName == rule.baseName }
            return ofRule.filter { $0.name == rule.name } + ofRule.filter { $0.name != rule.name }
        }
    }

    /// The strategy of a name with its knobs.
    ///
    /// - Throws: `UsageError` that names it and `place`, where it was typed.
    static func strategy(
        named name: String, _ plugIns: [BoundsStrategy], in place: String
    ) throws(UsageError) -> BoundsStrategy {
        do {
            return try StrategyCatalogue.strategy(named: name, or: plugIns)
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
