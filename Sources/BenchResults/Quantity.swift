import MachineInspection

/// How numbers are written, in the terminal and in reports.
public enum Quantity {
    /// Nanoseconds in the unit that fits, with three significant digits.
    public static func time(_ nanoseconds: Double) -> String {
        let size = abs(nanoseconds)
        if size < 1000 { return "\(digits(nanoseconds)) ns" }
        if size < 1_000_000 { return "\(digits(nanoseconds / 1000)) µs" }
        return "\(digits(nanoseconds / 1_000_000)) ms"
    }

    /// Bytes in the binary unit that fits, with three significant digits.
    public static func bytes(_ count: UInt64) -> String {
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
    public static func factor(_ ratio: Double) -> String { "\(digits(ratio))×" }

    /// A factor for a sentence: three significant digits, the whole part in groups of three.
    public static func grouped(_ value: Double) -> String {
        guard value >= 1000, value < 1e15 else { return digits(value) }
        var scale = 1.0
        while value / scale >= 1000 { scale *= 10 }
        var rest = String(Int((value / scale).rounded() * scale))
        var groups: [String] = []
        while rest.count > 3 {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest.removeLast(3)
        }
        return ([rest] + groups).joined(separator: ",")
    }

    /// A count per callback.
    public static func count(_ value: Double) -> String {
        let rounded = value.rounded()
        if abs(value - rounded) < 0.0005 && abs(value) < 1e6 { return "\(Int(rounded))" }
        return digits(value)
    }

    /// A number with some significant digits and no exponent.
    public static func digits(_ value: Double, _ significant: Int = 3) -> String {
        guard value != 0 else { return "0" }
        guard value.isFinite else { return "\(value)" }
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
        return FixedPoint.text(value, decimals: decimals)
    }
}
