/// Formats numbers with a fixed number of decimals: the only place that does.
package enum FixedPoint {
    /// A number rounded to `decimals` digits, without an exponent. Values that need more than 15 digits or
    /// are not finite are written as Swift writes them: `1e+300`, `inf`, `nan`.
    ///
    /// - Parameters:
    ///   - value: any number.
    ///   - decimals: digits after the point, 0 to 15.
    /// - Returns: the text.
    package static func text(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let (whole, rest) = Int(scaled).quotientAndRemainder(dividingBy: Int(scale))
        if decimals == 0 { return "\(sign)\(whole)" }
        let digits = String(rest)
        return "\(sign)\(whole)." + String(repeating: "0", count: decimals - digits.count) + digits
    }
}
