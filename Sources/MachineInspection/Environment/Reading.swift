/// A value that was read from the machine, or the reason why it was not.
///
/// A value that was not measured is never written as 0 or left out.
public enum Reading<Value: Sendable>: Sendable {
    /// It was read.
    case value(Value)
    /// It was not: the reason, one line for people.
    case unavailable(String)

    /// The value, or nil when there is none.
    public var value: Value? {
        guard case .value(let value) = self else { return nil }
        return value
    }

    /// Why there is no value, or nil when there is one.
    public var reason: String? {
        guard case .unavailable(let reason) = self else { return nil }
        return reason
    }

    /// The value when there is one, else the reason.
    init(_ value: Value?, or reason: @autoclosure () -> String) {
        self = value.map(Reading.value) ?? .unavailable(reason())
    }

    /// What `transform` makes of the value, or the same reason.
    func flatMap<Other>(_ transform: (Value) -> Reading<Other>) -> Reading<Other> {
        switch self {
        case .value(let value): transform(value)
        case .unavailable(let reason): .unavailable(reason)
        }
    }

    /// This reading, or `other` when this one has no value; the reasons are joined when neither has.
    func or(_ other: @autoclosure () -> Reading) -> Reading {
        guard case .unavailable(let reason) = self else { return self }
        let other = other()
        guard case .unavailable(let otherReason) = other else { return other }
        return .unavailable("\(reason); \(otherReason)")
    }
}

extension Reading: Equatable where Value: Equatable {}
