import SystemPackage

@testable import MachineInspection

import FoundationEssentials

/// A temporary directory that stands for `/`, with the files that a test names.
struct FixtureRoot: ~Copyable {
    private let directory: String

    init(_ textByPath: [String: String]) throws {
        directory =
            FileManager.default.temporaryDirectory
            .appending(path: "measurement-tests-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for (path, text) in textByPath {
            let file = URL(filePath: directory + path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    var files: SystemFiles { SystemFiles(root: FilePath(directory)) }
}
