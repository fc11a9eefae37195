extension Quantity {
    /// A counter a callback, whole where it is known exactly; empty when it was not counted.
    public static func count(_ counter: CellCounter) -> String {
        counter.exact.map(exact) ?? counter.perCallback.map(count) ?? ""
    }

    /// A count a callback of which nothing is rounded: an integer, a decimal number where three places are
    /// enough, a fraction otherwise: `12`, `12.125`, `12 1/3`.
    public static func exact(_ count: ExactCount) -> String {
        let (whole, rest) = count.count.quotientAndRemainder(dividingBy: count.callbacks)
        if rest == 0 { return "\(whole)" }
        let (thousands, remainder) = (rest * 1000).quotientAndRemainder(dividingBy: count.callbacks)
        if remainder == 0 {
            let places = String(String("00\(thousands)".suffix(3)).reversed().drop { $0 == "0" }.reversed())
            return "\(whole).\(places)"
        }
        let divisor = greatestCommonDivisor(rest, count.callbacks)
        let fraction = "\(rest / divisor)/\(count.callbacks / divisor)"
        return whole == 0 ? fraction : "\(whole) \(fraction)"
    }

    private static func greatestCommonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 {
        var (a, b) = (a, b)
        while b > 0 { (a, b) = (b, a % b) }
        return a
    }
}
