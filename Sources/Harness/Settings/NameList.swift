/// Names that were typed, to be found in a catalogue.
package struct NameList {
    /// What stands for every name of a catalogue.
    static let all = "all"

    /// The names, one by one.
    let names: [String]
    private let option: String

    /// - Parameters:
    ///   - values: values of the option, each a comma-separated list.
    ///   - option: the option's name, for errors.
    package init(_ values: [String], option: String) {
        names = values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        self.option = option
    }

    /// The entries with these names, or below them (`coroutine` and `coroutine/8` both select
    /// `coroutine/8/assembly`), in the catalogue's order; all of them when no name was given, or `all`
    /// among them.
    ///
    /// - Throws: `UsageError` for a name that is not there, and for one that has only entries which are not
    ///   possible here.
    package func select<Entry>(
        _ entries: [Entry], named name: (Entry) -> String, unavailability: (Entry) -> String? = { _ in nil }
    ) throws(UsageError) -> [Entry] {
        if names.isEmpty { return entries }
        for wanted in names where wanted != Self.all {
            let selected = entries.filter { isSelected(name($0), by: wanted) }
            if selected.isEmpty {
                throw UsageError("\(option) '\(wanted)': \(advice(on: wanted, entries.map(name)))")
            }
            let reasons = selected.compactMap(unavailability)
            if reasons.count == selected.count {
                throw UsageError("\(option) '\(wanted)' is not possible here: \(reasons[0])")
            }
        }
        if names.contains(Self.all) { return entries }
        return entries.filter { entry in names.contains { isSelected(name(entry), by: $0) } }
    }

    /// What stands above names is a name, too: `coroutine`.
    private func advice(on wanted: String, _ names: [String]) -> String {
        var families: [String] = []
        for name in names {
            let parts = name.split(separator: "/")
            for count in 1..<max(2, parts.count) {
                let family = parts.prefix(count).joined(separator: "/")
                if !families.contains(family) { families.append(family) }
            }
        }
        let near = UnknownName(wanted, choices: names + families).suggestion
        return "there is none; \(UnknownName(wanted, choices: names).choosing(after: near))"
    }

    private func isSelected(_ name: String, by wanted: String) -> Bool {
        name == wanted || (!wanted.isEmpty && name.hasPrefix(wanted + "/"))
    }
}
