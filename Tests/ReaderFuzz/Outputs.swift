import BenchResults
import FoundationEssentials

/// What was written of a mutant, checked by what kind of reader it is for. A complaint is a finding.
struct Outputs {
    private(set) var complaints: [String] = []

    /// Lines for a terminal, without colours.
    mutating func terminal(_ text: String, _ what: String) { visible(text, what, but: "\n") }

    /// Lines for a terminal with colours: the only sequences in it are ours.
    mutating func colours(_ text: String, _ what: String) {
        visible(String(text.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")), what, but: "\n")
    }

    /// One line on standard error.
    mutating func message(_ error: some Error) {
        let text = "\(error)"
        visible(text, "message", but: "")
        if text.utf8.count > 4000 { complain("message", "it has \(text.utf8.count) bytes") }
    }

    /// A page.
    mutating func html(_ text: String) {
        visible(text, "html", but: "\n")
        let tag = #/<(!DOCTYPE html|/?[a-z0-9]+( +[a-zA-Z0-9-]+=("[^"<>]*"|'[^'<>]*'))*\s*/?)>/#
        var tags = 0
        for match in text.matches(of: tag) {
            tags += 1
            let own = match.output.1
            if own.hasPrefix("img") || own.hasPrefix("script") || own.hasPrefix("svg") {
                complain("html", "an element that is not ours")
            }
        }
        if tags != text.utf8.count(where: { $0 == UInt8(ascii: "<") }) { complain("html", "raw markup") }
    }

    /// Text for a pull request.
    mutating func markdown(_ text: String) {
        // Escapes of its own have spaces without a width in them.
        visible(text, "markdown", but: "\n\u{200B}")
        // Nothing is markup behind a backslash and within backquotes.
        let bare = text.replacing(#/\\[^\n]|`[^`\n]*`/#, with: "")
        for markup in ["<img", "<script", "<svg", "<!--", "](javascript", "](http:"]
        where bare.contains(markup) {
            complain("markdown", "raw \(markup)")
        }
        // Every line of a table has as many bars as its head.
        var bars: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            guard line.hasPrefix("|") else {
                bars = nil
                continue
            }
            let own = line.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" }
            if let bars, bars != own { complain("markdown", "a row of \(own - 1) columns under \(bars - 1)") }
            bars = bars ?? own
        }
    }

    /// Values separated by commas. By scalar, as other programs read them.
    mutating func csv(_ text: String) {
        visible(text, "csv", but: "\r\n")
        var columns: Int?
        for line in Self.csvLines(text.unicodeScalars) {
            if let columns, columns != line.count {
                complain("csv", "a line of \(line.count) of \(columns) cells")
            }
            columns = columns ?? line.count
            for cell in line {
                let first = cell.first { !$0.properties.isWhitespace }
                if let first, "=+-@".unicodeScalars.contains(first), Double(String(cell)) == nil {
                    complain("csv", "a formula")
                }
            }
        }
    }

    private static func csvLines(_ text: String.UnicodeScalarView) -> [[String.UnicodeScalarView]] {
        var lines: [[String.UnicodeScalarView]] = []
        var cells = [String.UnicodeScalarView()]
        var isQuoted = false
        for scalar in text {
            switch scalar {
            case "\"": isQuoted.toggle()
            case "\r" where !isQuoted: break
            case "," where !isQuoted: cells.append(.init())
            case "\n" where !isQuoted:
                lines.append(cells)
                cells = [.init()]
            default: cells[cells.count - 1].append(scalar)
            }
        }
        return lines
    }

    /// A script of gnuplot: no text in it ends before its line does.
    mutating func gnuplot(_ script: String) {
        visible(script, "gnuplot", but: "\n")
        for line in script.unicodeScalars.split(separator: "\n") {
            var isQuoted = false
            var bare = String.UnicodeScalarView()
            for scalar in line {
                if scalar == "'" { isQuoted.toggle() } else if !isQuoted { bare.append(scalar) }
            }
            if isQuoted { complain("gnuplot", "a text that does not end") }
            if bare.contains("`") || bare.contains("!") { complain("gnuplot", "a command of the shell") }
        }
    }

    /// What benchstat reads, and how many results it has to have.
    mutating func go(_ text: String, results: Int) {
        visible(text, "go", but: "\n\t")
        var found = 0
        for line in text.split(separator: "\n") {
            if line.hasPrefix("Benchmark") {
                found += 1
                let fields = line.split(whereSeparator: \.isWhitespace)
                if fields.count % 2 != 0 || UInt64(fields[1]) == nil
                    || fields.dropFirst(2).enumerated().contains(where: {
                        $0.offset % 2 == 0 && Double($0.element) == nil
                    })
                {
                    complain("go", "a line that is no result")
                }
            } else if !["goos:", "goarch:", "pkg:", "cpu:", "Unit ", "# "].contains(where: line.hasPrefix) {
                complain("go", "a line of another kind")
            }
        }
        if found != results { complain("go", "\(found) results, not \(results)") }
    }

    /// JSON, which may be printed on a terminal too.
    mutating func json(_ text: String, _ what: String) {
        visible(text, what, but: "\n")
        if (try? JSONDecoder().decode(Anything.self, from: Data(text.utf8))) == nil {
            complain(what, "not JSON")
        }
    }

    mutating func complain(_ what: String, _ problem: String) { complaints.append("\(what): \(problem)") }

    private struct Anything: Decodable {
        init(from decoder: any Decoder) {}
    }

    private mutating func visible(_ text: String, _ what: String, but allowed: String) {
        let allowed = Set(allowed.unicodeScalars)
        for scalar in text.unicodeScalars where scalar.value < 0x20 || scalar.value > 0x7E {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                if allowed.contains(scalar) { continue }
                complain(what, "raw U+\(String(scalar.value, radix: 16, uppercase: true))")
                return
            default: break
            }
        }
    }
}
