/// The mean number of tasks that were running or waiting for a processor or disk; 0 or more.
public struct LoadAverages: Codable, Sendable, Equatable {
    /// Over the last minute.
    public let oneMinute: Double
    /// Over the last 5 minutes.
    public let fiveMinutes: Double
    /// Over the last 15 minutes.
    public let fifteenMinutes: Double

    /// Reads the text of /proc/loadavg, such as `0.02 0.01 0.02 1/82 5398`: proc_loadavg(5).
    init?(_ text: String) {
        let numbers = text.split(whereSeparator: \.isWhitespace).prefix(3).map(ParsedNumber.notNegative)
        guard numbers.count == 3, let one = numbers[0], let five = numbers[1], let fifteen = numbers[2] else {
            return nil
        }
        (oneMinute, fiveMinutes, fifteenMinutes) = (one, five, fifteen)
    }
}
