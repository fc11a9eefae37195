import FoundationEssentials
import SystemPackage

/// A line of Go benchmark text, wherever it stood in the file.
struct GoLine {
    /// The line of the file, from 1.
    let number: Int
    let text: String
    /// The package, where the file says it of each line.
    var package: String?
}

/// The events of `go test -json` (https://pkg.go.dev/cmd/test2json), one JSON object per line: the output of
/// each package is put together, for the name of a benchmark and its numbers come in two events.
enum GoTestEvents {
    private struct Event: Decodable {
        let action: String
        let package: String?
        let importPath: String?
        let output: String?

        enum CodingKeys: String, CodingKey {
            case action = "Action"
            case package = "Package"
            case importPath = "ImportPath"
            case output = "Output"
        }
    }

    /// The output of one package that has no line end yet.
    private struct Open {
        var number: Int
        var text: String
    }

    /// The lines that packages printed, those of each package together; nil when the text is no such
    /// stream.
    static func lines(of text: Data, at path: FilePath) throws(StoreError) -> [GoLine]? {
        guard claim(text) else { return nil }
        var packages: [String] = []
        var lines: [String: [GoLine]] = [:]
        var open: [String: Open] = [:]
        for (index, row) in text.lines.enumerated() where !isBlank(row) {
            // What is printed past the test, as by a linker, stands between the events.
            guard row.isJSONObject else {
                if lines[""] == nil { packages.append("") }
                lines["", default: []].append(
                    GoLine(number: index + 1, text: String(decoding: row, as: UTF8.self)))
                continue
            }
            let event: Event
            switch JSONGuard.decode(Event.self, from: row) {
            case .success(let decoded): event = decoded
            case .failure(let problem):
                throw .malformed(
                    path: path, "line \(index + 1) is no event of go test -json: \(problem)")
            }
            guard let output = event.output else { continue }
            let package = event.package ?? event.importPath ?? ""
            if lines[package] == nil {
                packages.append(package)
                lines[package] = []
            }
            // Not by characters: a carriage return and a line feed are one.
            let parts = output.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                var current = open[package] ?? Open(number: index + 1, text: "")
                if current.text.isEmpty { current.number = index + 1 }
                current.text += String(Substring(part))
                if place < parts.count - 1 {
                    lines[package]?.append(
                        GoLine(number: current.number, text: current.text, package: package))
                    current.text = ""
                }
                open[package] = current
            }
        }
        return packages.flatMap { package in
            let rest = open[package].flatMap { $0.text.isEmpty ? nil : $0 }
            return (lines[package] ?? [])
                + (rest.map { [GoLine(number: $0.number, text: $0.text, package: package)] } ?? [])
        }
    }

    /// Whether a text is such a stream, judging by its first line.
    static func claim(_ text: Data) -> Bool {
        guard let first = firstLine(of: text), case .success = JSONGuard.decode(Event.self, from: first)
        else { return false }
        return true
    }

    /// The first line that is not blank, if it begins with a brace and is not endless.
    private static func firstLine(of text: Data) -> Data? {
        guard let start = text.firstIndex(where: { $0 > 0x20 }), text[start] == UInt8(ascii: "{") else {
            return nil
        }
        let longest = 1 << 20
        let beginning = text[start...].prefix(longest)
        let line = beginning.prefix { $0 != 0x0A }
        return line.count < longest ? line : nil
    }

    private static func isBlank(_ row: Data) -> Bool { row.allSatisfy { $0 <= 0x20 } }
}
