import Database
import FoundationEssentials
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// An index that this program has not written is never taken for one.
@Suite("Damaged index")
struct DamagedIndexTests {
    private static func filled(_ path: FilePath) throws -> (place: ResultIndex.Place, index: ResultIndex) {
        let index = try ResultIndex(path)
        let text = try ResultIndex.Text(of: RealResult.path)
        return (try #require(try index.keep([(text, try text.digested(), false)]).first), index)
    }

    /// What SQLite does not notice.
    @Test(arguments: [
        "value = zeroblob(length(value))", "value = x'00'", "value = NULL", "sum = sum + 1", "sum = 'a'",
        "key = x'01'",
    ]) func aChangedRowIsNotBelieved(change: String) throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("index.sqlite")
            let (place, index) = try Self.filled(path)
            #expect(try index.digests(at: [place]).count == 1)
            try Database(path.string).execute("UPDATE OR REPLACE entry SET \(change)")
            #expect(throws: IndexDamage.self) {
                let index = try ResultIndex(path)
                _ = try index.digests(at: [place])
            }
        }
    }

    @Test(arguments: [
        "DROP TABLE entry", "DROP TABLE entry; CREATE TABLE entry (a)", "PRAGMA user_version = 99",
        "PRAGMA user_version = 0",
    ]) func otherTablesAreNoIndex(change: String) throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("index.sqlite")
            _ = try Self.filled(path)
            try Database(path.string).execute(change)
            #expect(throws: IndexDamage.self) { try ResultIndex(path).place(of: RealResult.path) }
        }
    }

    /// A program that is newer than its index has nothing to complain about.
    @Test func anIndexOfAnEarlierVersionIsMadeAnew() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("index.sqlite")
            _ = try Self.filled(path)
            try Database(path.string).execute(
                "UPDATE entry SET value = x'00'; PRAGMA user_version = \(ResultIndex.version - 1)")
            #expect(try ResultIndex(path).place(of: RealResult.path) == nil)
            let (place, _) = try Self.filled(path)
            #expect(try ResultIndex(path).digests(at: [place]).count == 1)
        }
    }

    @Test func bytesThatAreNoDatabaseAreNoIndex() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("index.sqlite")
            _ = try Self.filled(path)
            let good = try Data(contentsOf: URL(filePath: path.string))
            for cut in [600, 4096, good.count / 2] {
                try path.write(good.prefix(cut))
                #expect(throws: IndexDamage.self, "\(cut) bytes") { try Self.filled(path) }
            }
            try path.write(Data((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }))
            #expect(throws: IndexDamage.self) { try ResultIndex(path) }
        }
    }

    /// Where nothing can be kept, what was read is at least known to this process.
    @Test func anIndexThatCannotBeWrittenLiesInMemory() throws {
        try inTemporaryFolder { folder in
            let inTheWay = folder.appending("file")
            try inTheWay.write("")
            let directory = folder.appending("index.sqlite")
            try FileManager.default.createDirectory(
                atPath: directory.string, withIntermediateDirectories: false)
            for path in [inTheWay.appending("index.sqlite"), directory] {
                let (place, index) = try Self.filled(path)
                #expect(index.trouble != nil)
                #expect(try index.place(of: RealResult.path) == place)
            }
        }
    }

    /// As while another process writes for longer than anyone waits.
    @Test func errorsSayWhatIsWrong() throws {
        try inTemporaryFolder { folder in
            let error = #expect(throws: DatabaseError.self) {
                try Database(folder.appending("none.sqlite").string, .read)
            }
            #expect(error?.description == "unable to open database file" && error?.isDamage == false)
            let database = try Database(folder.appending("a.sqlite").string)
            let wrong = #expect(throws: DatabaseError.self) { try database.execute("SELECT\n nothing") }
            let said = "\(wrong.map { "\($0)" } ?? "nothing")"
            #expect(said.contains("nothing") && !said.contains("\n") && wrong?.isDamage == true, "\(said)")
        }
    }

    @Test func valuesComeBackAsTheyWere() throws {
        let database = try Database(":memory:")
        let values: [Database.Value] = [
            .null, .integer(.min), .real(0.1), .text("é\0'"), .text(""), .bytes([]),
        ]
        var checked = 0
        try database.run("SELECT ?, ?, ?, ?, ?, ?, typeof(?5), typeof(?6)", values) { row in
            #expect(row.isNull(0) && row.integer(1) == .min && row.real(2) == 0.1 && row.text(3) == "é\0'")
            #expect(
                row.text(4).isEmpty && row.bytes(5).isEmpty && row.text(6) == "text" && row.text(7) == "blob")
            checked += 1
        }
        #expect(checked == 1)
    }

    /// All of a transaction or nothing.
    @Test func aTransactionIsUndone() throws {
        let database = try Database(":memory:")
        try database.execute("CREATE TABLE t (a)")
        #expect(throws: DatabaseError.self) {
            try database.transaction { () throws(DatabaseError) in
                try database.run("INSERT INTO t VALUES (?)", [.integer(1)])
                throw DatabaseError(code: 13, "full")
            }
        }
        var count = -1
        try database.run("SELECT count(*) FROM t") { count = $0.integer(0) }
        #expect(count == 0)
    }
}
