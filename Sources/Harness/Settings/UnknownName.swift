/// A name that somebody typed and that is none of those there are: what an error says of it.
package struct UnknownName {
    private let name: String
    private let choices: [String]

    /// - Parameters:
    ///   - name: as typed.
    ///   - choices: the names there are, in the order in which they are listed.
    package init(_ name: String, choices: [String]) {
        self.name = name
        self.choices = choices
    }

    /// The rest of the line that names it: the nearest choice, if one is near, and all of them.
    package var advice: String { "there is none; \(choosing(after: suggestion))" }

    /// What to choose from, after a suggestion if there is one.
    func choosing(after suggestion: String?) -> String {
        let list = choices.joined(separator: ", ")
        return suggestion.map { "\($0) Choose from \(list)" } ?? "choose from \(list)"
    }

    /// `did you mean 'requery'?`; nil where no choice is near.
    package var suggestion: String? { nearest.map { "did you mean '\($0)'?" } }

    /// The choice that was probably meant: at most a third of the letters differ, or the name is the
    /// beginning or a part of it. Nil where there is none, and for a name that is one of the choices.
    package var nearest: String? {
        // Names are short, and a long text is no slip of a finger.
        guard !name.isEmpty, name.count <= 64, !choices.contains(name) else { return nil }
        let typed = Array(name.lowercased())
        let measured = choices.map { choice in
            (choice: choice, distance: Self.distance(typed, Array(choice.lowercased())))
        }
        let most = max(1, typed.count / 3)
        // The first of those that are equally near.
        var best: (choice: String, distance: Int)?
        for item in measured where item.distance <= most && item.distance < best?.distance ?? .max {
            // Of a name of two letters, another of two letters shares nothing.
            if item.distance < max(typed.count, item.choice.count) { best = item }
        }
        if let best { return best.choice }
        guard typed.count >= 3 else { return nil }
        let text = String(typed)
        return choices.first { $0.lowercased().hasPrefix(text) }
            ?? choices.first { $0.lowercased().contains(text) }
    }

    /// Letters to insert, remove, replace or swap with the next until one name is the other (optimal string
    /// alignment).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            (beforeLast, last) = (last, row)
        }
        return last[b.count]
    }
}
