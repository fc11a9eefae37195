import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// The repository's source files.
enum SourceFiles {
    /// The paths of all files below a folder of the repository, from its root on.
    static func below(_ folder: String, withSuffix suffixes: String...) throws -> [String] {
        let root = Repository.root.appending(folder).string
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter { path in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")
            return attributes[.type] as? FileAttributeType == .typeRegular
                && suffixes.contains { path.hasSuffix($0) }
        }.map { "\(folder)/\($0)" }.sorted()
    }

    /// The modules that the Swift files below a folder import, other than those of the toolchain.
    static func imports(below folder: String) throws -> Set<String> {
        var modules: Set<String> = []
        for path in try below(folder, withSuffix: ".swift") {
            for line in try Repository.root.appending(path).text().split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), words.count > index + 1,
                    words[..<index].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) }),
                    !line.hasPrefix(" ")
                else { continue }
                modules.insert(String(words[index + 1]))
            }
        }
        return modules.subtracting(toolchain)
    }

    private static let accessLevels: Set<Substring> = ["public", "package", "internal", "private"]
    private static let toolchain: Set<String> = [
        "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "PackagePlugin", "Synchronization",
        "Testing",
    ]
}
