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

    /// The strategies that were named; without a name the core and the user's own. In the catalogue's order,
    /// one with knobs behind the others of its rule; none twice.
    package func strategies(_ plugIns: [BoundsStrategy]) throws(UsageError) -> [BoundsStrategy] {
        let names = names.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let all = StrategyCatalogue.all + plugIns
        if names == ["all"] { return all }
        if names.isEmpty { return StrategyCatalogue.core + plugIns }
        var selected: [BoundsStrategy] = []
        for name in names {
            do {
                let strategy = try StrategyCatalogue.strategy(named: name, or: plugIns)
                if !selected.contains(where: { $0.name == strategy.name }) { selected.append(strategy) }
            } catch {
                throw UsageError("--strategy '\(name)': \(error)")
            }
        }
        return all.flatMap { rule in
            let ofRule = selected.filter { $0.baseName == rule.baseName }
            return ofRule.filter { $0.name == rule.name } + ofRule.filter { $0.name != rule.name }
        }
    }
}
