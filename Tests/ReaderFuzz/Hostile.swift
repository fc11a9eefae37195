import Statistics

/// What no reader should trust.
enum Hostile {
    /// Extreme numbers, and what is no number.
    static let numbers = [
        "0", "-1", "1", "2", "-0.0", "0.5", "1e308", "-1e308", "1.7976931348623157e308", "5e-324", "1e-320",
        "1e300", "1e19", "1e15", "4503599627370497", "9007199254740993", "1000000000000", "65536", "100000",
        "9223372036854775807", "-9223372036854775808", "18446744073709551615", "99999999999999999999",
        "1e999", "NaN", "-Infinity", "null", "true", "\"1\"", "2147483648", "4294967296", "1099511627776",
    ].map { Array($0.utf8) }

    /// Values of other types, and deep ones.
    static let values =
        numbers
        + ["null", "true", "false", "[]", "{}", "\"\"", "[[]]", "[null]", "{\"a\":1}"].map { Array($0.utf8) }
        + [60, 70, 100_000].map {
            Array(repeating: UInt8(ascii: "["), count: $0) + Array(repeating: UInt8(ascii: "]"), count: $0)
        }

    /// What each kind of output must not have as it is: terminal sequences, markup, formulas.
    static let texts = [
        "\u{1B}]0;owned\u{7}\u{1B}[31m\u{1B}[2J", "\u{9B}31m\u{85}\u{7F}\u{0}", "a\nb\r\nc\td",
        "\u{202E}evil\u{2066}\u{200B}\u{FEFF}\u{2028}\u{E0041}",
        "=HYPERLINK(\"http://x\",\"y\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1",
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onfocus='alert(1)' x='",
        "a|b", "`a` [b](javascript:alert(1)) ![c](http://x) **d** <!--", "\n# heading\n- list\n",
        "Benchmark\u{A0}X 1 5 ns/op", "x\nBenchmarkEvil 1 1 ns/op", "x y:z", ":", " ", "/", "../../x", "%s%n",
        "'; system('touch pwned'); '", "e\u{301}\u{301}\u{301}",
        // A syntax character with an accent is one Character.
        "x\"\u{301},=HYPERLINK(1)", "=\u{301}+1", "a,\u{301}b", "\u{A0}=1+1", "x'\u{301}`touch pwned`'",
        "a|\u{301}b", "<\u{301}script>", "Benchmark \u{301}X", "`\u{301}[b](javascript:alert(1))", "😀",
        "(twin)", " (twin)", "x (twin) (twin)",
    ]

    /// A JSON string of any of them, or an endless one.
    static func string(_ random: inout SeededGenerator) -> [UInt8] {
        let text = texts[random.number(below: texts.count)]
        switch random.number(below: 10) {
        case 0: return quoted(String(repeating: text, count: 1 + 20_000 / max(1, text.utf8.count)))
        case 1: return quoted(String(repeating: "long ", count: 40_000))
        default: return quoted(text)
        }
    }

    /// A JSON string that may be read as a name: no control characters, and not endless.
    static func name(_ random: inout SeededGenerator) -> [UInt8] {
        if random.number(below: 4) == 0 { return string(&random) }
        let printable = texts.filter { text in
            !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }
        return quoted(printable[random.number(below: printable.count)])
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\u{0}"..<" ":
                let code = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - code.count) + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        return Array((result + "\"").utf8)
    }
}
