import Harness

/// A length of time as people write it: `90s`, `5m`, `1h`, or seconds.
struct TimeBudget: CustomStringConvertible {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    /// - Throws: `UsageError` for what is none, with the forms that there are.
    init(typed argument: String) throws(UsageError) {
        guard let budget = Self(argument: argument) else {
            throw UsageError("write 90s, 5m, 1h or a number of seconds, from 1s to 24h")
        }
        self = budget
    }

    private init?(argument: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let unit = argument.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? Substring(argument) : argument.dropLast()),
            number.isFinite, number > 0
        else { return nil }
        let seconds = number * (unit ?? 1)
        guard (1...86400).contains(seconds) else { return nil }
        self.seconds = seconds
    }

    var description: String { seconds < 120 ? "\(Int(seconds))s" : "\(Int(seconds / 60))m" }
}
