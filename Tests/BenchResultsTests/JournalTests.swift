import CLibrary
import Cells
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// Locks on journals, and the files that take their place and that of results.
@Suite("Journals and part files")
struct JournalTests {
    private let record = Records.calibration(.strategy("none"), 100)

    @Test func aJournalThatIsBeingWrittenIsLeftAlone() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("journal")
            let journal = try Journal(at: path, header: Records.header)
            #expect(throws: StoreError.inUse(path, process: nil)) { try Journal.resume(path) }
            #expect(throws: StoreError.inUse(path, process: nil)) {
                try Journal(at: path, header: Records.header)
            }
            try journal.append(record)
            #expect(try Journal.read(path).records.count == 1)
            #expect(try folder.entries() == ["journal"])
        }
    }

    @Test func aJournalThatIsThereIsNotReplaced() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("journal")
            try path.write("mine")
            #expect(throws: StoreError.system(doing: .write, path: path, .fileExists)) {
                try Journal(at: path, header: Records.header)
            }
            #expect(try path.text() == "mine")
        }
    }

    /// What is added after a line that was cut short must not be part of that line.
    @Test(arguments: ["{\"pass\":\"samp", "{\"pass\":\"samp\n", ""])
    func resumingGoesOnBehindTheLastWholeLine(rest: String) throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("journal")
            do { try Journal(at: path, header: Records.header).append(record) }
            try path.write(try path.text() + rest)
            do {
                let (journal, _, records) = try Journal.resume(path)
                #expect(records.count == 1)
                try journal.append(record)
            }
            #expect(try Journal.resume(path).records.count == 2)
        }
    }

    @Test func nothingIsWrittenThroughALink() throws {
        try inTemporaryFolder { folder in
            let (victim, path) = (folder.appending("victim"), folder.appending("result.json"))
            try victim.write("mine")
            for name in ["result.json.\(getpid()).part", "result.json.part"] {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.appending(name).string, withDestinationPath: victim.string)
            }
            try ResultStore.write(text: "text", to: path)
            #expect(try path.text() == "text")
            #expect(try victim.text() == "mine")
        }
    }

    /// No process has the number that is above the largest of Linux.
    @Test func whatAKilledWriterLeftIsRemovedAndNothingElse() throws {
        try inTemporaryFolder { folder in
            let dead = 0x7FFF_FFFF
            let stale = ["r.json.\(dead).part", "r.json.\(dead).ab12.part", "r.json.journal.\(dead).ab.part"]
            let others = [
                "other.json.\(dead).part", "r.json.\(getpid()).ab12.part", "r.json.mine.part", "r.json.part",
            ]
            for name in stale + others { try folder.appending(name).write("x") }
            _ = try ResultStore.destination(folder.appending("r.json"))
            #expect(try folder.entries() == others.sorted())
        }
    }
}
