import FoundationEssentials
import SystemPackage
import TestSupport

@testable import MachineInspection

/// A temporary folder that stands for `/`, with the files that a test names.
struct FixtureRoot: ~Copyable {
    private let folder: TemporaryFolder

    init(_ textByPath: [String: String]) throws { folder = try Self.folder(with: textByPath) }

    private static func folder(with textByPath: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (path, text) in textByPath {
            let file = FilePath(folder.path.string + path)
            try FileManager.default.createDirectory(
                atPath: file.removingLastComponent().string, withIntermediateDirectories: true)
            try file.write(text)
        }
        return folder
    }

    var files: SystemFiles { SystemFiles(root: folder.path) }
}
