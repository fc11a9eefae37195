import CLibrary

/// The C library's pow, for expectations.
enum Power {
    static func of(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
}
