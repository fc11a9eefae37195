/// The time in a line of Go benchmark text.
enum GoTime {
    private static let units: [Substring: Double] = [
        "ns/op": 1, "us/op": 1e3, "µs/op": 1e3, "μs/op": 1e3, "ms/op": 1e6, "s/op": 1e9, "sec/op": 1e9,
    ]

    /// Nanoseconds per operation of a line's fields (name, iterations, and pairs of a value and its unit),
    /// or why there are none.
    static func of(_ fields: [Substring]) -> Result<Double, JSONProblem> {
        guard UInt64(fields[1]) != nil else {
            return .failure("'\(fields[1])' is not a number of iterations")
        }
        let values = stride(from: 2, to: fields.count - 1, by: 2)
        for place in values {
            guard let unit = units[fields[place + 1]] else { continue }
            guard let value = Double(fields[place]), case let nanoseconds = value * unit,
                nanoseconds.isFinite, nanoseconds > 0
            else { return .failure("'\(fields[place]) \(fields[place + 1])' is not a finite time above 0") }
            return .success(nanoseconds)
        }
        let others = values.prefix(10).map { fields[$0 + 1] }.joined(separator: ", ")
        return .failure("it has no time per operation\(others.isEmpty ? "" : ", only \(others)")")
    }
}

extension JSONProblem: ExpressibleByStringInterpolation {
    init(stringLiteral text: String) { self.init(description: text) }
}
