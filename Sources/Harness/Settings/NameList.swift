/// Names that were typed, to be found in a catalogue.
package struct NameList {
    private let names: [String]
    private let option: String

    /// - Parameters:
    ///   - values: values of the option, each a comma-separated list.
    ///   - option: the option's name, for errors.
    package init(_ values: [String], option: String) {
        names = values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        self.option = option
    }

    /// The entries with these names, or below them (`coroutine` and `coroutine/8` both select
    /// `coroutine/8/assembly`), in the catalogue's order; all of them when no name was given.
    package func select<Entry>(_ entries: [Entry], named name: (Entry) -> String) throws(UsageError)
        -> [Entry]
    {
        if names.isEmpty { return entries }
        for wanted in names where !entries.contains(where: { isSelected(name($0), by: wanted) }) {
            throw UsageError(
                "\(option) '\(wanted)': there is none; choose from \(entries.map(name).joined(separator: ", "))"
            )
        }
        return entries.filter { entry in names.contains { isSelected(name(entry), by: $0) } }
    }

    private func isSelected(_ name: String, by wanted: String) -> Bool {
        name == wanted || (!wanted.isEmpty && name.hasPrefix(wanted + "/"))
    }
}
