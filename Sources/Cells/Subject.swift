/// What a row of the table measures.
public enum Subject: Hashable, Sendable, Codable {
    /// A strategy, by name.
    case strategy(String)
    /// The same strategy entered a second time, for the null pair: any difference is a measurement error.
    case twin(String)
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

    /// Reads a label as in stored results: a label of no other row is the name of a strategy.
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
        self = .strategy(label)
    }

    /// The name in tables and results.
    public var label: String { strategyName.map { $0 + row.suffix } ?? row.rawValue }

    /// The kind of row, as in results.
    public var kind: Kind {
        switch self {
        case .strategy: .strategy
        case .twin: .twin
        case .notifications, .registrations, .emptyLoop, .pthreadQuery: .control
        }
    }

    /// The strategy that the runtime is started with, if any.
    public var strategyName: String? {
        switch self {
        case .strategy(let name), .twin(let name), .notifications(let name), .registrations(let name):
            name
        case .emptyLoop, .pthreadQuery: nil
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
        /// A loop that makes no callbacks.
        case control
    }
}

extension Subject {
    private enum CodingKeys: String, CodingKey {
        case row
        case strategy
    }

    private enum Row: String, Codable {
        case strategy
        case twin
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
        case .notifications: .notifications
        case .registrations: .registrations
        case .emptyLoop: .emptyLoop
        case .pthreadQuery: .pthreadQuery
        }
    }

    private init(_ row: Row, of strategy: @autoclosure () throws -> String) rethrows {
        switch row {
        case .strategy: self = .strategy(try strategy())
        case .twin: self = .twin(try strategy())
        case .notifications: self = .notifications(try strategy())
        case .registrations: self = .registrations(try strategy())
        case .emptyLoop: self = .emptyLoop
        case .pthreadQuery: self = .pthreadQuery
        }
    }

    /// Writes `{"row": "strategy", "strategy": "fixed"}`, or `{"row": "empty-loop"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(row, forKey: .row)
        try container.encodeIfPresent(strategyName, forKey: .strategy)
    }

    /// Reads what `encode` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            container.decode(Row.self, forKey: .row), of: container.decode(String.self, forKey: .strategy))
    }
}
