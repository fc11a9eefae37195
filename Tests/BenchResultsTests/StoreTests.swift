import FoundationEssentials
import Measurement
import SystemPackage
import Testing

@testable import BenchResults

@Suite("Store")
struct StoreTests {
    private func result() -> BenchResult {
        BenchResult(
            isComplete: false, incompleteReason: "tests",
            provenance: Provenance(
                startedAt: 1, finishedAt: 2, commandLine: ["bench"],
                source: .init(commit: .unavailable("tests"), isDirty: .value(false)),
                build: .init(
                    configuration: "debug", measuredModules: "-O", cCompiler: "cc", swiftCompiler: "6.3",
                    buildID: .value("ab12")),
                environment: .capture(), loadBefore: .capture(), loadAfter: .capture()),
            plan: Records.plan, strategies: [], workloads: [], floor: "none",
            assembly: Records.assembly([Records.calibration(.strategy("none"), 100)]))
    }

    private func inFolder(_ body: (FilePath) throws -> Void) throws {
        let folder = FilePath("/tmp/bench-store-tests-\(UInt64.random(in: 0...UInt64.max))")
        defer { try? FileManager.default.removeItem(atPath: folder.string) }
        try FileManager.default.createDirectory(atPath: folder.string, withIntermediateDirectories: true)
        try body(folder)
    }

    @Test func roundTrip() throws {
        try inFolder { folder in
            let path = folder.appending("result.json")
            let written = result()
            try ResultStore.write(written, to: path)
            let read = try ResultStore.read(path)
            #expect(try ResultStore.encode(read) == (try ResultStore.encode(written)))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == ["result.json"])
        }
    }

    /// What was not measured is null, not left out and not 0.
    @Test func absentIsNull() throws {
        let text = String(decoding: try ResultStore.encode(result()), as: UTF8.self)
        #expect(text.contains("\"nanosecondsPerCallback\":null"))
        #expect(text.contains("\"resolution\":null"))
        #expect(text.contains("\"nullPair\":null"))
    }

    @Test(arguments: [
        ("", "not a result"), ("{", "not a result"), ("[]", "not a result"), ("{}", "not a result"),
        (#"{"schema":"other","schemaVersion":1}"#, "other version 1"),
        (#"{"schema":"stack-bounds-bench/result","schemaVersion":2}"#, "version 2, this program reads"),
        (#"{"schema":"stack-bounds-bench/result","schemaVersion":1}"#, "has no member"),
    ])
    func badTextIsOneClearLine(text: String, expected: String) throws {
        try inFolder { folder in
            let path = folder.appending("bad.json")
            try Data(text.utf8).write(to: URL(filePath: path.string))
            let error = #expect(throws: StoreError.self) { _ = try ResultStore.read(path) }
            let line = try #require(error).description
            #expect(line.contains(expected) && line.contains("bad.json"))
            #expect(!line.contains("\n"))
            #expect(try #require(error).isUsage)
        }
    }

    @Test func missingFileIsNamed() throws {
        let error = #expect(throws: StoreError.self) { _ = try ResultStore.read("/no/such/file.json") }
        #expect(try #require(error).description.contains("/no/such/file.json"))
    }

    @Test func unwritableIsFoundBeforehand() throws {
        #expect(throws: StoreError.self) { try ResultStore.checkWritable("/dev/null/result.json") }
        #expect(throws: StoreError.self, "a folder") { try ResultStore.checkWritable("/tmp") }
    }

    @Test func checkingLeavesNothingBehind() throws {
        try inFolder { folder in
            try ResultStore.checkWritable(folder.appending("a/b/result.json"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.appending("a/b").string) == [])
        }
    }

    // MARK: journal

    @Test func journalKeepsWhatCame() throws {
        try inFolder { folder in
            let path = folder.appending("journal")
            do {
                let journal = try Journal(at: path, header: Records.header)
                try journal.append(Records.calibration(.strategy("none"), 100))
                try journal.append(Records.death(.strategy("fixed"), pass: .sample, round: 2))
            }
            let (header, records) = try Journal.read(path)
            #expect(header == Records.header)
            #expect(records.map(\.subject) == [.strategy("none"), .strategy("fixed")])
            #expect(records.map(\.round) == [0, 2])
        }
    }

    /// A killed run may leave half a line; only the last one is forgiven.
    @Test func journalForgivesACutLastLineOnly() throws {
        try inFolder { folder in
            let path = folder.appending("journal")
            do {
                let journal = try Journal(at: path, header: Records.header)
                try journal.append(Records.calibration(.strategy("none"), 100))
            }
            let whole = try Data(contentsOf: URL(filePath: path.string))
            try (whole + Data("{\"pass\":\"samp".utf8)).write(to: URL(filePath: path.string))
            #expect(try Journal.read(path).records.count == 1)
            try (whole + Data("{\"pass\":\"samp\n{}\n".utf8)).write(to: URL(filePath: path.string))
            #expect(throws: StoreError.self) { _ = try Journal.read(path) }
        }
    }
}
