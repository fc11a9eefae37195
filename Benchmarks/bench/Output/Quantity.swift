import Measurement

/// How numbers are written in tables.
enum Quantity {
    /// Nanoseconds in the unit that fits, with three significant digits.
    static func time(_ nanoseconds: Double) -> String {
        let size = abs(nanoseconds)
        if size < 1000 { return "\(digits(nanoseconds)) ns" }
        if size < 1_000_000 { return "\(digits(nanoseconds / 1000)) µs" }
        return "\(digits(nanoseconds / 1_000_000)) ms"
    }

    /// A cost with half its interval in percent.
    static func time(_ estimate: Estimate) -> String {
        guard let half = halfWidth(estimate), estimate.median > 0 else {
            return "\(time(estimate.median)) ± ?"
        }
        let percent = half / estimate.median * 100
        return "\(time(estimate.median)) ± \(percent < 9.5 ? digits(percent, 1) : digits(percent, 2))%"
    }

    /// A difference, which may be about nothing, with half its interval in the same unit.
    static func difference(_ estimate: Estimate) -> String {
        guard let half = halfWidth(estimate) else { return "\(time(estimate.median)) ± ?" }
        let size = max(abs(estimate.median), half)
        let (unit, name) = size < 1000 ? (1.0, "ns") : size < 1_000_000 ? (1000.0, "µs") : (1_000_000.0, "ms")
        return "\(digits(estimate.median / unit)) ± \(digits(half / unit, 2)) \(name)"
    }

    /// Bytes in the binary unit that fits, with three significant digits.
    static func bytes(_ count: UInt64) -> String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        var size = Double(count)
        var unit = 0
        while size >= 1024 && unit < units.count - 1 {
            size /= 1024
            unit += 1
        }
        return "\(digits(size)) \(units[unit])"
    }

    /// A factor.
    static func factor(_ ratio: Double) -> String { "\(digits(ratio))×" }

    /// A count a callback.
    static func count(_ value: Double) -> String {
        let rounded = value.rounded()
        if abs(value - rounded) < 0.0005 && abs(value) < 1e6 { return "\(Int(rounded))" }
        return digits(value)
    }

    /// A number with some significant digits and no exponent.
    static func digits(_ value: Double, _ significant: Int = 3) -> String {
        guard value != 0 else { return "0" }
        var places = 0
        var size = abs(value)
        while size < 1 && places < 6 {
            size *= 10
            places += 1
        }
        var whole = 1
        while size >= 10 {
            size /= 10
            whole += 1
        }
        let decimals = places > 0 ? min(places + significant - 1, 3) : max(0, significant - whole)
        return fixed(value, decimals)
    }

    private static func halfWidth(_ estimate: Estimate) -> Double? {
        guard let lower = estimate.lower, let upper = estimate.upper else { return nil }
        return (upper - lower) / 2
    }

    private static func fixed(_ value: Double, _ decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 1e15 else { return "\(value)" }
        let sign = value < 0 && scaled > 0 ? "-" : ""
        let whole = Int(scaled / scale)
        if decimals == 0 { return "\(sign)\(whole)" }
        let rest = String(Int(scaled) - whole * Int(scale))
        return "\(sign)\(whole)." + String(repeating: "0", count: decimals - rest.count) + rest
    }
}
