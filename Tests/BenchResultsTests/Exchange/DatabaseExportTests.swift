import Database
import FoundationEssentials
import Statistics
import SystemPackage
import TestSupport
import Testing

@testable import BenchResults

/// A database has what the results have.
@Suite("Export to SQLite")
struct DatabaseExportTests {
    private static let files = ["result.json", "sweep.json"].map { Repository.reference.appending($0) }

    private func number(_ sql: String, in path: FilePath) throws -> Double {
        var number = Double.nan
        try Database(path.string, .read).run(sql) { number = $0.real(0) }
        return number
    }

    @Test func everyCellProcessAndCounterIsThere() throws {
        try inTemporaryFolder { folder in
            let path = folder.appending("x.sqlite")
            try path.write("what was there before")
            try SQLiteExport.write(Self.files, to: path)
            let results = try Self.files.map { try ResultStore.read($0) }
            let cells = results.flatMap(\.cells)
            #expect(try number("SELECT count(*) FROM runs", in: path) == 2)
            #expect(try number("SELECT count(*) FROM cells", in: path) == Double(cells.count))
            #expect(
                try number("SELECT count(*) FROM processes", in: path)
                    == Double(cells.map(\.replicates.count).reduce(0, +)))
            #expect(
                try number("SELECT count(*) FROM counters", in: path)
                    == Double(cells.map(\.counters.count).reduce(0, +)))
            for (run, result) in results.enumerated() {
                for cell in result.cells.prefix(40) {
                    let place =
                        "run = \(run + 1) AND workload = '\(cell.workload)' AND row = '\(cell.subject)'"
                    let median = try number(
                        "SELECT ifnull(median_ns, -1) FROM cells WHERE \(place)", in: path)
                    #expect(median == cell.nanosecondsPerCallback?.median ?? -1)
                    let process = try number(
                        """
                        SELECT ifnull(sum(p.median_ns), 0) FROM processes p JOIN cells c ON p.cell = c.id WHERE \(place)
                        """, in: path)
                    let sum = result.costs(of: cell).map(\.cost).reduce(0, +)
                    #expect(abs(process - sum) <= 1e-9 * sum)
                }
            }
            #expect(try number("SELECT count(*) FROM pragma_foreign_key_check", in: path) == 0)
        }
    }

    /// Every column says what it is, unless its name does.
    @Test func columnsAreDescribed() throws {
        let columns = SQLiteExport.schema.split(separator: "\n").filter {
            $0.hasPrefix("    ") && !$0.contains("UNIQUE") && !$0.contains("PRIMARY KEY")
        }
        let plain = ["run", "cell", "workload", "round", "name"]
        #expect(columns.count > 30)
        for column in columns {
            let name = column.split(separator: " ").first.map(String.init) ?? ""
            #expect(column.contains("--") || plain.contains(name), "\(column)")
        }
    }

    /// One bad file, and what was there stays.
    @Test func nothingIsReplacedByHalf() throws {
        try inTemporaryFolder { folder in
            let (path, bad) = (folder.appending("x.sqlite"), folder.appending("bad.json"))
            try path.write("before")
            try bad.write("{}")
            #expect(throws: StoreError.self) { try SQLiteExport.write(Self.files + [bad], to: path) }
            #expect(try Data(contentsOf: URL(filePath: path.string)) == Data("before".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string).count == 2)
        }
    }
}
