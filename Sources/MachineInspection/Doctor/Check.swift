/// One property of the machine that decides what can be measured on it, or how well.
public struct Check: Codable, Sendable, Equatable {
    /// The outcome.
    public enum Status: String, Codable, Sendable, CaseIterable {
        /// As it should be.
        case ok
        /// Measuring works, but the numbers are worse for it.
        case warn
        /// Something cannot be measured without it.
        case missing
        /// It could not be told.
        case unknown
    }

    /// What was checked.
    public let name: String
    /// The outcome.
    public let status: Status
    /// What was found, one line for people.
    public let found: String
    /// What to do about it, one line; nil exactly when all is well.
    public let remedy: String?

    private init(_ name: String, _ status: Status, _ found: String, remedy: String?) {
        self.name = name
        self.status = status
        self.found = found
        self.remedy = remedy
    }

    /// All is well.
    public static func ok(_ name: String, _ found: String) -> Check {
        Check(name, .ok, found, remedy: nil)
    }

    /// Numbers suffer.
    public static func warn(_ name: String, _ found: String, remedy: String) -> Check {
        Check(name, .warn, found, remedy: remedy)
    }

    /// Something cannot be measured.
    public static func missing(_ name: String, _ found: String, remedy: String) -> Check {
        Check(name, .missing, found, remedy: remedy)
    }

    /// It could not be told.
    public static func unknown(_ name: String, _ found: String, remedy: String) -> Check {
        Check(name, .unknown, found, remedy: remedy)
    }

    /// What `judge` makes of a reading; unknown, with the reading's own reason, when there is none.
    static func of<Value>(
        _ name: String, _ reading: Reading<Value>, unknownRemedy: String, judge: (Value) -> Check
    ) -> Check {
        switch reading {
        case .value(let value): judge(value)
        case .unavailable(let reason): .unknown(name, reason, remedy: unknownRemedy)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case name, status, found, remedy
    }

    /// Writes every key, with an explicit null where there is nothing to do.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(status, forKey: .status)
        try container.encode(found, forKey: .found)
        try container.encode(remedy, forKey: .remedy)
    }
}
