/// Numbers with digits after the point: the one place where they are written.
package enum FixedPoint {
    /// A number rounded to some digits after the point, without an exponent. What would need more than 15
    /// digits, or is no number, is written as Swift writes it: `1e+300`, `inf`, `nan`.
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
