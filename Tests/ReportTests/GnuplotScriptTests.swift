import Testing

@testable import Report

/// The script for gnuplot.
@Suite struct GnuplotScriptTests {
    @Test(arguments: [
        ("it's", "'it''s'"), ("`touch x`", "'`touch x`'"), ("a\"b", "'a\"b'"), ("a\nplot x", "'a plot x'"),
        ("x'\u{301}`touch x`", "'x''\u{301}`touch x`'"),
        ("'; system('x'); '", "'''; system(''x''); '''"), ("{/Bold x}_2^3", "'{/Bold x}_2^3'"),
    ])
    func textIsQuoted(text: String, quoted: String) {
        #expect(GnuplotScript.quoted(text) == quoted)
    }

    @Test(arguments: [
        (0.0, "0"), (1.0, "10000e-4"), (12345.6, "12346e0"), (0.00012345, "12345e-8"), (-2.5, "-25000e-4"),
    ])
    func numbersHaveFiveDigits(value: Double, text: String) {
        #expect(GnuplotScript.number(value) == text)
    }

    @Test func ticsCoverTheRange() {
        #expect(
            GnuplotScript.timeTics(5...2_000_000)
                == "('10 ns' 10000e-3, '100 ns' 10000e-2, '1 µs' 10000e-1, '10 µs' 10000e0, "
                + "'100 µs' 10000e1, '1 ms' 10000e2)")
    }

    /// An empty line, at which gnuplot lifts its pen.
    @Test func aLineBreaksWhereNothingWasMeasured() {
        var script = GnuplotScript()
        script.add(data: "d", [[1, 2], nil, [3, 4]])
        #expect(script.text.hasSuffix("$d << EOD\n10000e-4 20000e-4\n\n30000e-4 40000e-4\nEOD\n"))
    }
}
