import CPerfmon
import SystemPackage

/// Why a counter has no value, and what would give it one. It never ends a run.
public struct CounterUnavailability: Error, Codable, Sendable, Hashable, CustomStringConvertible {
    /// The system's error number; nil where no system call failed, as when a counter never ran.
    public var errorNumber: Int32?

    /// The error's name, for example `ENOENT`; nil exactly when ``errorNumber`` is.
    public var errorName: String?

    /// What is wrong, as one sentence without a full stop.
    public var cause: String

    /// What to do about it, as one sentence without a full stop.
    public var remedy: String

    /// One line: cause, error name and remedy.
    public var description: String {
        cause + (errorName.map { " (\($0))" } ?? "") + "; " + remedy
    }

    init(_ error: Errno?, cause: String, remedy: String) {
        errorNumber = error?.rawValue
        errorName = error.map { error in
            cperf_error_name(error.rawValue).map { String(cString: $0) } ?? "errno \(error.rawValue)"
        }
        self.cause = cause
        self.remedy = remedy
    }

    private enum CodingKeys: String, CodingKey {
        case errorNumber, errorName, cause, remedy
    }

    /// Writes every key, with an explicit null where there is no error number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(errorNumber, forKey: .errorNumber)
        try container.encode(errorName, forKey: .errorName)
        try container.encode(cause, forKey: .cause)
        try container.encode(remedy, forKey: .remedy)
    }
}
