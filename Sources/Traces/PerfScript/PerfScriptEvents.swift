import SystemPackage

/// What the events of a text mean: those that were asked for, by the names that perf gives them.
struct PerfScriptEvents {
    private let wanted: [(name: String, kind: Trace.EventKind, asked: String)]
    private var known: [String: Trace.EventKind?] = [:]

    init(_ request: RecordingRequest) {
        wanted = ProbePoint.points(request).map { point in
            // perf probe calls the event of a return so.
            let name = point.isReturn ? point.symbol + "__return" : point.symbol
            let option = ["--at", "--end", "--switch"][Int(point.kind.rawValue)]
            return (Self.plain(name), point.kind, "\(option) \(point.isReturn ? "return" : point.symbol)")
        }
    }

    /// The names of all events so far.
    var names: [String] { known.keys.sorted() }

    /// What an event means; nil for one that was not asked for.
    mutating func kind(of event: String) -> Trace.EventKind? {
        if let kind = known[event] { return kind }
        let plain = Self.plain(event)
        let ending = plain.split(separator: ":", maxSplits: 1).last.map(String.init)
        let kind = wanted.first { $0.name == plain || $0.name == ending }?.kind
        known[event] = .some(kind)
        return kind
    }

    /// What is to be said when something that was asked for has no event in the text, though the entries must have.
    func problem(in path: FilePath, nearest: (String, [String]) -> String?) -> TraceError? {
        let found = known.keys.map(Self.plain)
        let names = found + found.compactMap { $0.split(separator: ":", maxSplits: 1).last.map(String.init) }
        guard let missing = wanted.first(where: { !names.contains($0.name) && $0.kind != .stackSwitch })
        else {
            return nil
        }
        let advice =
            nearest(missing.name, names)
            ?? (known.isEmpty ? "it has no samples" : "it has \(self.names.joined(separator: ", "))")
        return TraceError("\(missing.asked): no event of that name in \(path): \(advice)")
    }

    /// `mem:0x0000000000634af0:xu` is `mem:0x634af0`; the ending of other names says who was sampled.
    private static func plain(_ event: String) -> String {
        let parts = event.split(separator: ":")
        if parts.count >= 2, parts[0] == "mem", parts[1].hasPrefix("0x"),
            let address = UInt64(parts[1].dropFirst(2), radix: 16)
        {
            return "mem:0x" + String(address, radix: 16)
        }
        if parts.count == 3, parts[2].allSatisfy({ "ukhGHpP".contains($0) }) {
            return "\(parts[0]):\(parts[1])"
        }
        return event
    }
}
