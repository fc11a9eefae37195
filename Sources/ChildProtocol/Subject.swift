/// What a row of the table measures.
public enum Subject: Hashable, Sendable, Codable {
    /// A strategy, by name.
    case strategy(String)
    /// The same strategy entered a second time, for the null pair: any difference is an error of ours.
    case twin(String)
    /// The switches of the workload, with the notifications that the strategy wants and no callback: what
    /// the program pays for cooperating is this less the empty loop.
    case notifications(String)
    /// The workload's loop with the registrations of stacks that come and go and no callback: what the
    /// program pays for a registration and its removal is this less the empty loop.
    case registrations(String)
    /// The workload's loop without the runtime.
    case emptyLoop
    /// A plain C loop over the pthread calls that a query makes.
    case pthreadQuery

    /// The name in tables and results.
    public var label: String {
        switch self {
        case .strategy(let name): name
        case .twin(let name): "\(name) (twin)"
        case .notifications(let name): "\(name) (notifications)"
        case .registrations(let name): "\(name) (registrations)"
        case .emptyLoop: "empty-loop"
        case .pthreadQuery: "pthread-query"
        }
    }

    /// What kind of row it is, as results say it.
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
    public var makesCallbacks: Bool {
        switch self {
        case .strategy, .twin: true
        case .notifications, .registrations, .emptyLoop, .pthreadQuery: false
        }
    }

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
    }

    /// Writes `{"row": "strategy", "strategy": "fixed"}`, or `{"row": "empty-loop"}`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .strategy: try container.encode(Row.strategy, forKey: .row)
        case .twin: try container.encode(Row.twin, forKey: .row)
        case .notifications: try container.encode(Row.notifications, forKey: .row)
        case .registrations: try container.encode(Row.registrations, forKey: .row)
        case .emptyLoop: try container.encode(Row.emptyLoop, forKey: .row)
        case .pthreadQuery: try container.encode(Row.pthreadQuery, forKey: .row)
        }
        try container.encodeIfPresent(strategyName, forKey: .strategy)
    }

    /// Reads what `encode` writes.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Row.self, forKey: .row) {
        case .strategy: self = .strategy(try container.decode(String.self, forKey: .strategy))
        case .twin: self = .twin(try container.decode(String.self, forKey: .strategy))
        case .notifications:
            self = .notifications(try container.decode(String.self, forKey: .strategy))
        case .registrations:
            self = .registrations(try container.decode(String.self, forKey: .strategy))
        case .emptyLoop: self = .emptyLoop
        case .pthreadQuery: self = .pthreadQuery
        }
    }
}
