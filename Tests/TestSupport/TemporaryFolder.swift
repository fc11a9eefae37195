// Which inTemporaryFolder is meant, `await` says.
// swift-format-ignore-file: AmbiguousTrailingClosureOverload

import FoundationEssentials
import SystemPackage

/// A new folder that is removed with its contents when the value is destroyed.
package struct TemporaryFolder: ~Copyable, Sendable {
    /// Where it is.
    package let path: FilePath

    /// Makes the folder.
    package init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "stack-bounds-bench-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = FilePath(folder.path)
    }

    deinit { try? FileManager.default.removeItem(atPath: path.string) }
}

/// Does something in a new folder, which is removed afterwards, also when an error is thrown.
package func inTemporaryFolder<Value>(_ body: (FilePath) async throws -> Value) async throws -> Value {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    return try await body(folder.path)
}

/// Does something in a new folder, which is removed afterwards, also when an error is thrown.
package func inTemporaryFolder<Value>(_ body: (FilePath) throws -> Value) throws -> Value {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    return try body(folder.path)
}

extension FilePath {
    /// Writes a file that belongs to a test.
    package func write(_ text: some StringProtocol) throws { try write(Data(text.utf8)) }

    /// Writes a file that belongs to a test.
    package func write(_ data: Data) throws { try data.write(to: URL(filePath: string)) }

    /// What a file has.
    package func data() throws -> Data { try Data(contentsOf: URL(filePath: string)) }

    /// What a file of text has.
    package func text() throws -> String { String(decoding: try data(), as: UTF8.self) }

    /// The names of what is in a folder, sorted.
    package func entries() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: string).sorted()
    }

    /// Whether something is there.
    package var exists: Bool { FileManager.default.fileExists(atPath: string) }
}
