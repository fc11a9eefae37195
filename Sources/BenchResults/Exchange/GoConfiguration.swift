/// The lines of configuration of a file, and what is in force where: a file may change it before every line, and
/// has too many lines for each to keep its own.
struct GoConfiguration {
    /// More than any tool writes; what a program prints may look like configuration.
    private static let mostKeys = 20
    private static let package = "pkg"

    private enum Change {
        case package(String)
        case set(key: String, value: String?)
    }

    private var changes: [Change] = []
    private var current: [String: String] = [:]

    /// Where in the file the next line is: what stands before it is in force.
    var place: Int { changes.count }

    /// A package begins, if it is another one; nothing of the last one is in force in it.
    mutating func begin(package name: String) {
        if current[Self.package] != name { add(.package(name)) }
    }

    /// Sets a key; no value takes it back.
    mutating func set(_ key: String, to value: String) {
        guard current[key] != nil || current.count < Self.mostKeys else { return }
        add(.set(key: key, value: value.isEmpty ? nil : value))
    }

    private mutating func add(_ change: Change) {
        changes.append(change)
        var changed: [String] = []
        Self.make(change, in: &current, &changed)
    }

    private static func make(_ change: Change, in values: inout [String: String], _ changed: inout [String]) {
        switch change {
        case .package(let name):
            changed += values.keys
            changed.append(package)
            values = [package: name]
        case .set(let key, let value):
            changed.append(key)
            values[key] = value
        }
    }

    /// Calls `body` for each of some growing places with its number, what is in force there, and the keys that
    /// have changed since the one before: for the first, all that are ever set.
    private func follow(_ places: [Int], _ body: (Int, [String: String], [String]) -> Void) {
        var values: [String: String] = [:]
        var next = 0
        for (index, place) in places.enumerated() {
            var changed: [String] = []
            for change in changes[next..<place] { Self.make(change, in: &values, &changed) }
            next = place
            if index == 0 {
                for change in changes[place...] { Self.collect(change, &changed) }
            }
            body(index, values, changed)
        }
    }

    private static func collect(_ change: Change, _ keys: inout [String]) {
        switch change {
        case .package: keys.append(package)
        case .set(let key, _): keys.append(key)
        }
    }

    /// The keys that differ between places, each list of which grows: what all have in common tells nothing.
    func telling(_ lists: [[Int]]) -> Set<String> {
        var known: [String: String?] = [:]
        var telling: Set<String> = []
        for places in lists {
            follow(places) { _, values, changed in
                for key in changed where !telling.contains(key) {
                    let value = values[key]
                    if let other = known[key] {
                        if other != value { telling.insert(key) }
                    } else {
                        known[key] = .some(value)
                    }
                }
            }
        }
        return telling
    }

    /// What tells benchmarks of one name apart.
    struct Mark {
        /// The package with a dot, or nothing.
        let package: String
        /// The other keys in brackets, or nothing.
        let settings: String
        /// Whether `bench export` wrote the benchmarks.
        let isOurs: Bool
    }

    /// Calls `body` for each of some growing places with its number and mark.
    func marks(at places: [Int], telling: Set<String>, _ body: (Int, Mark) -> Void) {
        var mark = Mark(package: "", settings: "", isOurs: false)
        follow(places) { index, values, changed in
            if index == 0 || !changed.isEmpty {
                let name = values[Self.package]
                let settings = values.filter { telling.contains($0.key) && $0.key != Self.package }
                    .sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                mark = Mark(
                    package: telling.contains(Self.package) ? name.map { "\($0)." } ?? "" : "",
                    settings: settings.isEmpty ? "" : " [\(settings.joined(separator: ", "))]",
                    isOurs: name == ExportedName.program)
            }
            body(index, mark)
        }
    }
}
