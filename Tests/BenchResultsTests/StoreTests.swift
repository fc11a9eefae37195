import CLibrary
import Cells
import ChildProtocol
import FoundationEssentials
import MachineInspection
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

@Suite("Store")
struct StoreTests {
    private func result() -> BenchResult {
        BenchResult(
            isComplete: false, incompleteReason: "tests",
            provenance: Records.provenance,
            plan: Records.plan, strategies: [], workloads: [], floor: "none",
            assembler: Records.assembler([Records.calibration(.strategy("none"), 100)]))
    }

    @Test func roundTrip() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("result.json")
            let written = result()
            try ResultStore.write(written, to: path)
            let read = try ResultStore.read(path)
            #expect(try ResultStore.encode(read) == (try ResultStore.encode(written)))
            #expect(try folder.entries() == ["result.json"])
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
        (#"{"schema":"stack-bounds-bench/result","schemaVersion":3}"#, "version 3, this program reads"),
        (#"{"schema":"stack-bounds-bench/result","schemaVersion":0}"#, "reads"),
        (#"{"schema":"stack-bounds-bench/result","schemaVersion":1}"#, "has no member"),
    ])
    func badTextIsOneClearLine(text: String, expected: String) throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("bad.json")
            try path.write(text)
            let error = #expect(throws: StoreError.self) { _ = try ResultStore.read(path) }
            let line = try #require(error).description
            #expect(line.contains(expected) && line.contains("bad.json"))
            #expect(!line.contains("\n"))
            #expect(try #require(error).isUsage)
        }
    }

    /// A member that was added since is absent in an older document, not an error.
    @Test func olderVersionsAreRead() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("old.json")
            let text = String(decoding: try ResultStore.encode(result()), as: UTF8.self)
            let old = text.replacing("\"schemaVersion\":2", with: "\"schemaVersion\":1")
                .replacing("\"resolution\":null,", with: "")
            #expect(old.utf8.count < text.utf8.count - 10)
            try path.write(old)
            #expect(try ResultStore.read(path).resolution == nil)
        }
    }

    @Test func missingFileIsNamed() throws {
        let error = #expect(throws: StoreError.self) { _ = try ResultStore.read("/no/such/file.json") }
        #expect(try #require(error).description.contains("/no/such/file.json"))
    }

    @Test func unwritableIsFoundBeforehand() throws {
        #expect(throws: StoreError.self) { _ = try ResultStore.destination("/dev/null/result.json") }
        #expect(throws: StoreError.self, "a folder") { _ = try ResultStore.destination("/tmp") }
    }

    /// The result is renamed into place, which would replace a device or a pipe by a file.
    @Test func onlyRegularFilesAreReplaced() throws {
        try inTemporaryFolder { folder in
            let pipe = folder.appending("pipe")
            #expect(mkfifo(pipe.string, 0o600) == 0)
            #expect(throws: StoreError.self) { _ = try ResultStore.destination(pipe) }
            #expect(throws: StoreError.self) { _ = try ResultStore.destination("/dev/null") }
            #expect(throws: StoreError.self) { _ = try ResultStore.destination("") }
        }
    }

    @Test func aSymbolicLinkStaysOne() throws {
        try inTemporaryFolder { folder in
            let target = folder.appending("target.json")
            let link = folder.appending("link.json")
            try target.write("")
            #expect(symlink(target.string, link.string) == 0)
            try ResultStore.write(result(), to: try ResultStore.destination(link))
            #expect(try ResultStore.read(target).incompleteReason == "tests")
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.string) == target.string)
        }
    }

    @Test func checkingLeavesNothingBehind() throws {
        try inTemporaryFolder { folder in
            _ = try ResultStore.destination(folder.appending("a/b/result.json"))
            #expect(try folder.appending("a/b").entries() == [])
        }
    }

    // MARK: journal

    /// Writes a journal and closes it.
    private func write(_ records: [Record], to path: FilePath) throws {
        let journal = try Journal(at: path, header: Records.header)
        for record in records { try journal.append(record) }
    }

    /// An invalid plan is not resumed.
    @Test(arguments: ["processes", "samples"])
    func journalWithAnImpossiblePlanIsRefused(member: String) throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("journal")
            try write([], to: path)
            let whole = String(decoding: try path.data(), as: UTF8.self)
            let count = member == "processes" ? 6 : 3
            let edited = whole.replacing("\"\(member)\":\(count)", with: "\"\(member)\":-5")
            #expect(edited != whole)
            try path.write(edited)
            #expect(throws: StoreError.self) { _ = try Journal.read(path) }
        }
    }

    @Test func journalKeepsWhatCame() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("journal")
            try write(
                [
                    Records.calibration(.strategy("none"), 100),
                    Records.death(.strategy("fixed"), pass: .sample, round: 2),
                ], to: path)
            let (header, records) = try Journal.read(path)
            #expect(header.plan == Records.plan)
            #expect(header.difference(from: Records.provenance) == nil)
            var other = Records.provenance
            other.build.buildID = .value("cd34")
            #expect(header.difference(from: other)?.contains("another build") == true)
            #expect(records.map(\.subject) == [.strategy("none"), .strategy("fixed")])
            #expect(records.map(\.round) == [0, 2])
        }
    }

    /// A killed run may leave half a line; that is accepted only for the last line.
    @Test func journalForgivesACutLastLineOnly() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("journal")
            try write([Records.calibration(.strategy("none"), 100)], to: path)
            let whole = try path.data()
            try path.write(whole + Data("{\"pass\":\"samp".utf8))
            #expect(try Journal.read(path).records.count == 1)
            try path.write(whole + Data("{\"pass\":\"samp\n{}\n".utf8))
            #expect(throws: StoreError.self) { _ = try Journal.read(path) }
        }
    }
}
