/// The time in a line of Go benchmark text.
enum GoTime {
    private static let units = [
        "ns/op": 1, "us/op": 1e3, "µs/op": 1e3, "μs/op": 1e3, "ms/op": 1e6, "s/op": 1e9, "sec/op": 1e9,
    ]

    /// Nanoseconds per operation of a line's fields (name, iterations, and pairs of a value and its unit),
    /// or why there are none.
    static func of(_ fields: [Substring]) -> Result<Double, JSONProblem> {
        guard UInt64(fields[1]) != nil else {
            return .failure("'\(fields[1])' is not a number of iterations")
        }
        let pairs = stride(from: 2, to: fields.count - 1, by: 2).map { (fields[$0], String(fields[$0 + 1])) }
        guard let time = pairs.first(where: { units[$0.1] != nil }), let unit = units[time.1] else {
            let others = pairs.isEmpty ? "" : ", only \(pairs.map(\.1).joined(separator: ", "))"
            return .failure("it has no time per operation\(others)")
        }
        guard let value = Double(time.0), case let nanoseconds = value * unit, nanoseconds.isFinite,
            nanoseconds > 0
        else { return .failure("'\(time.0) \(time.1)' is not a finite time above 0") }
        return .success(nanoseconds)
    }
}

extension JSONProblem: ExpressibleByStringInterpolation {
    init(stringLiteral text: String) { self.init(description: text) }
}
