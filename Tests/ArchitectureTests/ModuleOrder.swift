import SystemPackage
import TestSupport
import Testing

/// The order of the modules: each may import those above it, and no other.
enum ModuleOrder {
    /// The first column of the first table in docs/architecture.md whose head begins with "Module": the names
    /// in backquotes, from the top down.
    static func names() throws -> [String] {
        let document = Repository.root.appending("docs/architecture.md")
        let names = names(in: try document.text())
        try #require(!names.isEmpty, "docs/architecture.md has no table that begins with | Module |")
        return names
    }

    static func names(in document: String) -> [String] {
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
        guard let head = lines.firstIndex(where: { $0.hasPrefix("| Module ") }) else { return [] }
        return lines[head...].prefix { $0.hasPrefix("|") }.flatMap { row in
            let cell = row.split(separator: "|").first ?? ""
            // Every second part is between backquotes.
            return cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
        }
    }
}
