/// Time in which at least one task was ready and waited for a processor.
public struct CPUPressure: Codable, Sendable, Equatable {
    /// The share of the last 10 seconds, in percent, from 0 to 100.
    public let someAverage10: Double
    /// The total since the machine started, in microseconds.
    public let someTotal: UInt64

    /// Reads the line `some` of /proc/pressure/cpu, such as
    /// `some avg10=0.00 avg60=0.02 avg300=0.14 total=12529362`.
    /// Source: Documentation/accounting/psi.rst of the Linux kernel.
    init?(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
        guard let words = lines.map({ $0.split(separator: " ") }).first(where: { $0.first == "some" }) else {
            return nil
        }
        func value(_ key: String) -> Substring? {
            words.first { $0.hasPrefix("\(key)=") }?.dropFirst(key.count + 1)
        }
        guard let average = value("avg10").flatMap(ParsedNumber.notNegative),
            let total = value("total").flatMap({ UInt64($0) })
        else { return nil }
        (someAverage10, someTotal) = (average, total)
    }
}
