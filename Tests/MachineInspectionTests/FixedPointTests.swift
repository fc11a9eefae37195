import Testing

@testable import MachineInspection

/// Numbers with a fixed number of decimals.
@Suite struct FixedPointTests {
    @Test(arguments: [
        (0.0, 0, "0"), (0, 2, "0.00"), (1.005, 1, "1.0"), (2.5, 1, "2.5"), (-0.04, 1, "0.0"),
        (-0.25, 2, "-0.25"),
        (0.0625, 3, "0.063"), (9.99, 1, "10.0"), (123.456, 0, "123"), (1e14, 0, "100000000000000"),
    ])
    func isRounded(value: Double, decimals: Int, text: String) {
        #expect(FixedPoint.text(value, decimals: decimals) == text)
    }

    /// Numbers without such a form are written as Swift writes them.
    @Test(arguments: [
        (Double.infinity, "inf"), (-.infinity, "-inf"), (.nan, "nan"), (1e300, "1e+300"),
        (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
    ])
    func endsForEveryNumber(value: Double, text: String) {
        for decimals in [0, 3, 15] { #expect(FixedPoint.text(value, decimals: decimals) == text) }
        #expect(FixedPoint.text(.leastNonzeroMagnitude, decimals: 3) == "0.000")
    }
}
