import SystemPackage
import TestSupport
import Testing

/// Files and folders stay small enough to read.
@Suite("Sizes")
struct SizeTests {
    /// Folders that have a file for every entry of a catalogue.
    private static let catalogues = [
        "Benchmarks/Scenarios/Catalogue", "Benchmarks/Workloads", "Sources/BoundsStrategies",
    ]

    private func lineCount(_ path: String) throws -> Int {
        try Repository.root.appending(path).text().count { $0 == "\n" }
    }

    private func files(_ suffixes: String...) throws -> [String] {
        try ["Benchmarks", "Examples", "Sources", "Tests"].flatMap { folder in
            try suffixes.flatMap { try SourceFiles.below(folder, withSuffix: $0) }
        }
    }

    @Test func noSwiftFileIsOver200Lines() throws {
        let files = try files(".swift") + ["Package.swift"]
        try #require(files.count > 300)
        for file in files {
            let lines = try lineCount(file)
            #expect(lines <= 200, "\(file)")
        }
    }

    @Test func noCFileIsOver300Lines() throws {
        let files = try files(".c", ".h")
        try #require(files.count > 40)
        for file in files {
            let lines = try lineCount(file)
            #expect(lines <= 300, "\(file)")
        }
    }

    @Test func noFolderHasOver20Files() throws {
        let files = try ["Benchmarks", "Sources"].flatMap { try SourceFiles.below($0, withSuffix: "") }
        let folders = Dictionary(grouping: files) { FilePath($0).removingLastComponent().string }
        try #require(folders.count > 20)
        for (folder, files) in folders where !Self.catalogues.contains(folder) {
            #expect(files.count <= 20, "\(folder)")
        }
    }

    @Test func theCommandLineIsUnder2500Lines() throws {
        let files = try SourceFiles.below("Benchmarks/bench", withSuffix: ".swift")
        try #require(!files.isEmpty)
        let lines = try files.map(lineCount).reduce(0, +)
        #expect(lines < 2500)
    }
}
