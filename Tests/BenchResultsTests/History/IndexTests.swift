import CLibrary
import Cells
import Database
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// What was read is not read again, and never trusted over the file.
@Suite("Index of results")
struct IndexTests {
    /// Vectors of the reference implementation, https://github.com/veorq/SipHash: the first bytes 0, 1, 2 ….
    @Test func fingerprintsAreThoseOfSipHash() {
        let texts = [[], [0], Array(0..<15), Array(0..<63)].map { (text: [UInt8]) in
            Fingerprint(of: text).bytes
        }
        let hexadecimal = texts.map { $0.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        #expect(hexadecimal[0] == "a3817f04ba25a8e66df67214c7550293")
        #expect(hexadecimal[1] == "da87c1d86b99af44347659119b22fc45")
        #expect(Set(hexadecimal).count == 4)
        #expect(Fingerprint(of: Data([0])) == Fingerprint(of: [0] as [UInt8]))
    }

    private static func keep(_ path: FilePath, _ index: ResultIndex) throws -> ResultIndex.Place {
        let text = try ResultIndex.Text(of: path)
        return try #require(try index.keep([(text, try text.digested(), false)]).first)
    }

    @Test func aFileIsKnownUntilItChanges() throws {
        try inTemporaryFolder { folder in
            let index = try ResultIndex(folder.appending("new/index.sqlite"))
            // The reference's has lain there for a while.
            #expect(try index.place(of: RealResult.path) == nil)
            let place = try Self.keep(RealResult.path, index)
            #expect(try index.place(of: RealResult.path) == place)
            let copy = folder.appending("copy.json")
            try copy.write(try Data(contentsOf: URL(filePath: RealResult.path.string)))
            #expect(try index.place(of: copy) == nil, "a file has to be looked at before it is known")
            #expect(try index.place(of: ResultIndex.Text(of: copy)) == place, "its contents are known")
            // One that was written a moment ago could change without another stamp.
            _ = try Self.keep(copy, index)
            #expect(try index.place(of: copy) == nil)
            #expect(index.trouble == nil)
        }
    }

    /// Contents that change while size and time of change stay are noticed.
    @Test func stampsTellStatesApart() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("a.json")
            try path.write("1")
            let before = try #require(FileStamp(of: path))
            var times = [timespec(), timespec()]
            times[1].tv_nsec = 5
            try #require(utimensat(AT_FDCWD, path.string, times, 0) == 0)
            let after = try #require(FileStamp(of: path))
            #expect(after.values.prefix(3) == before.values.prefix(3) && after != before)
            #expect(after.values[3] == 5 && after.values[4] >= before.values[4])
            #expect(!after.isSettled, "the time that no program can set decides")
            #expect(FileStamp(of: folder.appending("none")) == nil)
        }
    }

    /// A history of digests from an index is that of the results.
    @Test func digestsAreAsTheResultsWere() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("index.sqlite")
            let files = [RealResult.path, Repository.reference.appending("sweep.json")]
            let results = try files.map { (file: $0.string, result: try ResultStore.read($0)) }
            let places = try { try files.map { try Self.keep($0, ResultIndex(path)) } }()
            let index = try ResultIndex(path)
            let digests = try index.digests(at: places).map { try #require($0) }
            let entries = zip(files, digests).map { History.Entry(file: $0.string, digest: $1) }
            let indexed = try History(
                of: entries, commitOrder: [:], where: { _ in true },
                measurements: { (entry) throws in
                    try index.measurements(of: entries[entry], at: places[entry])
                }, search: { (series) throws in series.map { _ in [] } })
            let direct = History(of: results, commitOrder: [:]) { _ in true }
            #expect(try ResultStore.encode(indexed) == ResultStore.encode(direct))
            #expect(direct.cells.contains { $0.points.contains { $0.status == .died && $0.cost == nil } })
        }
    }

    @Test func changesAreKeptForTheExactSeries() throws {
        let index = ResultIndex()
        let series = ResultIndex.Series([1, 2, 3], seed: 1)
        #expect(try index.changes(in: series) == nil)
        try index.keep([(series, [2])])
        #expect(try index.changes(in: ResultIndex.Series([1, 2, 3], seed: 1)) == [2])
        for other in [([1, 2, 3], 2), ([1, 2, 3.0.nextUp], 1), ([1, 2], 1)] as [([Double], UInt64)] {
            #expect(try index.changes(in: ResultIndex.Series(other.0, seed: other.1)) == nil)
        }
    }

    /// A document of another kind is no result the next time either; what is refused is not kept.
    @Test func otherDocumentsAreKnownToBeOthers() throws {
        let index = ResultIndex()
        let place = try Self.keep(Repository.reference.appending("expectations.json"), index)
        #expect(try index.digests(at: [place]).first.map { $0 == nil } == true)
        try inTemporaryFolder { folder in
            let bad = folder.appending("bad.json")
            try bad.write("{}")
            #expect(throws: StoreError.self) { try Self.keep(bad, index) }
        }
    }
}
