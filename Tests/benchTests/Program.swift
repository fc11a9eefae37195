import CLibrary
import FoundationEssentials
import Subprocess
import SystemPackage

/// The built program, as a user starts it.
enum Program {
    /// How it ended and what it said.
    struct Run {
        let status: TerminationStatus
        let output: String
        let errors: String

        /// Lines on standard error.
        var complaints: [Substring] { errors.split(separator: "\n") }
    }

    /// The folder of the package.
    static let package = FilePath(#filePath).removingLastComponent().removingLastComponent()
        .removingLastComponent()

    /// The executable beside the test bundle.
    static let path: FilePath = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let length = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = FilePath(
            String(decoding: buffer.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self))
        return own.removingLastComponent().appending("bench")
    }()

    static func run(_ arguments: String..., in folder: FilePath? = nil) async throws -> Run {
        try await run(arguments, in: folder)
    }

    static func run(_ arguments: [String], in folder: FilePath? = nil) async throws -> Run {
        let ended = try await Subprocess.run(
            .path(path), arguments: Arguments(arguments), workingDirectory: folder,
            output: .string(limit: 1 << 24), error: .string(limit: 1 << 20))
        return Run(
            status: ended.terminationStatus, output: ended.standardOutput,
            errors: ended.standardError)
    }

    /// A new folder, removed afterwards.
    static func inFolder<Value>(_ body: (FilePath) async throws -> Value) async throws -> Value {
        let folder = FilePath("/tmp/bench-tests-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        return try await body(folder)
    }
}
