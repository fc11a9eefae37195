/// A number that two counters of one region make, such as instructions per cycle.
///
/// It is a number of one run of the region: both counters are read at the same moments, in one group. What several
/// processes gave is put together from their ratios; a ratio of medians would be of no run.
public struct CounterRatio: Sendable, Hashable {
    /// Its name in tables and results, `instructions-per-cycle`, with the modifiers of its counters behind a colon.
    public let name: String
    /// The name of the counter that is divided.
    public let numerator: String
    /// The names of the counters whose sum it is divided by.
    public let denominators: [String]
    /// What the quotient is multiplied by.
    public let factor: Double
    /// Whether more of it is better; nil where neither is.
    public let isBetterHigher: Bool?

    /// What it is, for people: `instructions / cycles`.
    public var formula: String {
        let times = factor == 1 ? "" : "\(Int(factor)) × "
        let sum = denominators.joined(separator: " + ")
        return "\(times)\(numerator) / \(denominators.count > 1 ? "(\(sum))" : sum)"
    }

    /// Its counters.
    public var counters: [String] { [numerator] + denominators.filter { $0 != numerator } }

    /// Those of which all counters are among some, in the order of these.
    ///
    /// - Parameter names: names of counters, as requested.
    /// - Returns: instructions per cycle, the share of branches that are mispredicted, misses per 1,000
    ///   instructions, and the shares of an event in user and in kernel mode.
    public static func all(of names: [String]) -> [CounterRatio] {
        let counters = names.map(CounterName.init)
        var ratios: [CounterRatio] = []
        // One event may have been asked for under two names.
        for ratio in counters.flatMap({ Self.ratios(of: $0, among: counters) })
        where !ratios.contains(where: { $0.name == ratio.name }) {
            ratios.append(ratio)
        }
        return ratios
    }

    private static func ratios(of counter: CounterName, among counters: [CounterName]) -> [CounterRatio] {
        func ratio(_ name: String, to event: String, times factor: Double = 1) -> CounterRatio? {
            counters.first { $0.event == event && $0.modifiers == counter.modifiers }.map { other in
                CounterRatio(
                    name: name + counter.suffix, numerator: counter.text, denominators: [other.text],
                    factor: factor, isBetterHigher: event == "cycles")
            }
        }
        var ratios: [CounterRatio?] = shares(of: counter, among: counters)
        if counter.event == "instructions" { ratios.append(ratio("instructions-per-cycle", to: "cycles")) }
        if counter.event == "branch-misses" { ratios.append(ratio("branch-miss-ratio", to: "branches")) }
        if counter.event.hasSuffix("-misses") {
            let name = "\(counter.spelling)-per-1000-instructions"
            ratios.append(ratio(name, to: "instructions", times: 1000))
        }
        return ratios.compactMap { $0 }
    }

    private static func shares(of counter: CounterName, among counters: [CounterName]) -> [CounterRatio] {
        let modes = ["u": ("user", "k"), "k": ("kernel", "u")]
        guard let (mode, opposite) = modes[counter.modifiers],
            let other = counters.first(where: { $0.event == counter.event && $0.modifiers == opposite })
        else { return [] }
        return [
            CounterRatio(
                name: "\(counter.spelling)-\(mode)-share", numerator: counter.text,
                denominators: [counter.text, other.text], factor: 1,
                isBetterHigher: nil)
        ]
    }
}

/// The name of a counter, as far as ratios have to understand it.
private struct CounterName {
    /// As requested.
    let text: String
    /// The event without the table that it is looked up in, as requested.
    let spelling: String
    /// The event under the name that ratios know.
    let event: String
    /// What follows the first colon.
    let modifiers: String

    var suffix: String { modifiers.isEmpty ? "" : ":\(modifiers)" }

    init(_ text: String) {
        self.text = text
        let table = "perf::"
        let name = text.lowercased().hasPrefix(table) ? text.dropFirst(table.count) : text[...]
        let parts = name.split(separator: ":", maxSplits: 1)
        spelling = parts.first.map(String.init) ?? text
        modifiers = parts.count > 1 ? String(parts[1]) : ""
        let lowercased = spelling.lowercased()
        event = ["cpu-cycles": "cycles", "branch-instructions": "branches"][lowercased] ?? lowercased
    }
}
