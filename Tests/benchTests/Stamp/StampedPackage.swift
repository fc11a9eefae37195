import CLibrary
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

/// A folder that looks like a package, in a folder of its own, which the script of the plugin `SourceStamp` is to
/// stamp.
struct StampedPackage {
    static let script = Repository.root.appending("Sources/SourceStamp/stamp.sh")

    /// Where it is.
    let folder: FilePath
    /// The file that the script writes.
    let file: FilePath

    init(in parent: FilePath) throws {
        folder = parent.appending("package")
        file = parent.appending("SourceStamp.swift")
        for name in ["Package.swift", "Sources/A/a.swift", "Benchmarks/b.swift", "docs/c.md"] {
            try write(name, "// \(name)")
        }
    }

    /// One that is elsewhere.
    init(at folder: FilePath) {
        self.folder = folder
        file = folder.removingLastComponent().appending("SourceStamp.swift")
    }

    /// Writes a file of it.
    func write(_ name: String, _ text: String) throws {
        let path = folder.appending(name)
        try FileManager.default.createDirectory(
            atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
        try path.write(text)
    }

    @discardableResult
    func git(_ arguments: String...) async throws -> String {
        let identity = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
        let run = try await #require(Program(named: "git")).run(
            ["-C", folder.string] + identity + arguments)
        try #require(run.status == .exited(0), "git \(arguments): \(run.errors)")
        return String(run.output.reversed().drop(while: \.isNewline).reversed())
    }

    /// Makes it a repository with one commit, and returns that.
    func commitAll() async throws -> String {
        try await git("init", "--quiet", "--initial-branch=main")
        try await git("add", "--all")
        try await git("commit", "--quiet", "--message", "first")
        return try await git("rev-parse", "HEAD")
    }

    /// Runs the script; the file says in Swift what it wrote.
    func stamp(environment: [String: String?] = [:]) async throws -> String {
        let run = try await Program.shell.run(
            [Self.script.string, folder.string, file.string], environment: environment)
        try #require(run.status == .exited(0), "\(run.errors)")
        #expect(run.errors.isEmpty && run.output.isEmpty, "\(run.errors)")
        return try file.text()
    }

    /// Runs the script and reads the lines of the stamp.
    func lines(environment: [String: String?] = [:]) async throws -> [String] {
        try Self.lines(of: try await stamp(environment: environment))
    }

    /// Expects the two lines, or the reason why there are none.
    func expect(
        _ commit: String, _ changes: String? = nil, environment: [String: String?] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let lines = try await lines(environment: environment)
        #expect(lines == [commit] + (changes.map { [$0] } ?? []), sourceLocation: sourceLocation)
    }

    /// The lines in the source of a stamp: behind its head of 3 words and its owner's 5.
    static func lines(of source: String) throws -> [String] {
        let values = try #require(source.split(separator: "=").last).split { "(), \n".contains($0) }
        let words = values.map { UInt32($0.replacing("0x", with: ""), radix: $0.hasPrefix("0x") ? 16 : 10) }
        try #require(words.count == 136 && !words.contains(nil), "\(source)")
        #expect(words[..<3] == [19, 512, 1])
        let bytes = words.dropFirst(8).flatMap { word in withUnsafeBytes(of: word!) { Array($0.prefix(4)) } }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.split(separator: "\n").map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }
}
