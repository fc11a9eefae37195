/// What a row of the table measures.
public enum Subject: Hashable, Sendable, Codable {
    /// A strategy, by name.
    case strategy(String)
    /// The same strategy entered a second time, for the null pair: any difference is a measurement error.
    case twin(String)
    /// A real runtime: its name, a space and its version, as in `go 1.27.3`.
    case runtime(String)
    /// The workload's switches with the notifications that the strategy wants, but no callback. The program's
    /// cost of cooperating is this minus the empty loop.
    case notifications(String)
    /// The workload's loop with the registrations of stacks that come and go, but no callback. The program's
    /// cost of a registration and its removal is this minus the empty loop.
    case registrations(String)
    /// The workload's loop without the runtime.
    case emptyLoop
    /// A plain C loop over the pthread calls that a query makes.
    case pthreadQuery

    /// Reads a label as in stored results: a label of no other row is the name of a strategy, or of a runtime if a
    /// version follows, which strategies do not have.
    public init(label: String) {
        let controls: [Subject] = [.emptyLoop, .pthreadQuery]
        if let control = controls.first(where: { $0.label == label }) {
            self = control
            return
        }
        for row in [Row.twin, .notifications, .registrations] where label.hasSuffix(row.suffix) {
            self.init(row, of: String(label.dropLast(row.suffix.count)))
            return
        }
        self = Self.hasVersion(label) ? .runtime(label) : .strategy(label)
    }

    /// Whether it is a name, a space and a version.
    private static func hasVersion(_ label: String) -> Bool {
        let parts = label.split(separator: " ", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains("(") }
    }

    /// The name in tables and results.
    public var label: String {
        if case .runtime(let name) = self { return name }
        return strategyName.map { $0 + row.suffix } ?? row.rawValue
    }

    /// The kind of row, as in results.
    public var kind: Kind {
        switch self {
        case .strategy: .strategy
        case .twin: .twin
        case .runtime: .runtime
        case .notifications, .registrations, .emptyLoop, .pthreadQuery: .control
        }
    }

    /// The strategy that the runtime is started with, if any.
    public var strategyName: String? {
        switch self {
        case .strategy(let name), .twin(let name), .notifications(let name), .registrations(let name):
            name
        case .runtime, .emptyLoop, .pthreadQuery: nil
        }
    }

    /// Whether the loop of the row makes callbacks.
    public var makesCallbacks: Bool { kind != .control }

    /// The kinds of rows.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A strategy under test.
        case strategy
        /// The second half of the null pair.
        case twin
        /// A real runtime.
        case runtime
        /// A loop that makes no callbacks.
        case control
    }
}

extension Subject {
    private enum CodingKeys: String, CodingKey {
        case row
        case strategy
        case runtime
    }

    private enum Row: String, Codable {
        case strategy
        case twin
        case runtime
        case notifications
        case registrations
        case emptyLoop = "empty-loop"
        case pthreadQuery = "pthread-query"

        /// What follows the strategy's name in labels.
        var suffix: String { self == .strategy ? "" : " (\(rawValue))" }
    }

    private var row: Row {
        switch self {
        case .strategy: .strategy
        case .twin: .twin
        case .runtime: .runtime
        case .notifications: .notifications
        case .registrations: .registrations
        case .emptyLoop: .emptyLoop
        case .pthreadQuery: .pthreadQuery
        }
    }

    private init(_ row: Row, of name: @autoclosure () throws -> String) rethrows {
        switch row {
        case .strategy: self = .strategy(try name())
        case .twin: self = .twin(try name())
        case .runtime: self = .runtime(try name())
        case .notifications: self = .notifications(try name())
        case .registrations: self = .registrations(try name())
        case .emptyLoop: self = .emptyLoop
        case .pthreadQuery: self = .pthreadQuery
        }
    }

    /// Writes `{"row": "strategy", "strategy": "fixed"}`, `{"row": "runtime", "runtime": "go 1.27.3"}`, or
    /// `{"row": "empty-loop"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(row, forKey: .row)
        try container.encodeIfPresent(strategyName, forKey: .strategy)
        if case .runtime(let name) = self { try container.encode(name, forKey: .runtime) }
    }

    /// Reads what `encode` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let row = try container.decode(Row.self, forKey: .row)
        try self.init(
            row, of: container.decode(String.self, forKey: row == .runtime ? .runtime : .strategy))
    }
}
