import ArgumentParser
import BoundsStrategies
import CallbackRuntime

/// Which strategies, the user's own among them.
struct StrategyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Strategies, comma-separated; 'all' means those too that are left out by default. Knobs follow \
            a name, each behind a colon: accurate:restore=off:margin=4096. They are \(Knobs.choices).
            """, valueName: "names"))
    var strategy: [String] = []

    @Option(
        help: ArgumentHelp(
            "A shared library with strategies of your own, treated like the others (repeatable).",
            valueName: "file"))
    var strategyLibrary: [String] = []

    /// Whether nothing was said.
    var isDefault: Bool { strategy.isEmpty && strategyLibrary.isEmpty }

    /// The strategies of the libraries.
    func plugIns() throws(UsageError) -> [BoundsStrategy] {
        do {
            return try StrategyLibrary.load(strategyLibrary)
        } catch {
            throw UsageError("\(error)")
        }
    }

    /// The strategies that were named; without a name the core, or all with `orAll`, and the user's own. In
    /// the catalogue's order, one with knobs behind the others of its rule; none twice.
    func selected(
        _ plugIns: [BoundsStrategy], orAll: Bool = false
    ) throws(UsageError) -> [BoundsStrategy] {
        let names = strategy.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let all = StrategyCatalogue.all + plugIns
        if names == ["all"] || (names.isEmpty && orAll) { return all }
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
