import Cells
import Database
import MachineInspection
import Statistics
public import SystemPackage

/// Results as tables of a SQLite database, whose `.schema` says what each column is.
public struct SQLiteExport {
    private let database: Database

    private init(_ path: FilePath) throws(DatabaseError) {
        database = try Database(path.string)
        // The file gets its name once it is whole.
        try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
        try database.execute(Self.schema)
    }

    /// Writes results into a new database, which takes the place of the file that is there.
    ///
    /// - Parameters:
    ///   - files: results, each read when it is its turn.
    ///   - path: where the database goes, as `ResultStore.destination` has checked it.
    /// - Throws: `StoreError` for a file that is no result, or when the database cannot be written.
    public static func write(_ files: [FilePath], to path: FilePath) throws {
        do {
            try ResultStore.replace(path) { part in
                // The database is closed before its file gets its name.
                let export = try SQLiteExport(part.path)
                try export.database.execute("BEGIN")
                for file in files {
                    // Each machine of a merged result is a run.
                    let runs = try ResultStore.readAny(file).runs(of: file.string)
                    if runs.isEmpty { _ = try ResultStore.read(file, as: BenchResult.self) }
                    for (name, result) in runs { try export.add(result, from: FilePath(name)) }
                }
                try export.database.execute("COMMIT")
            }
        } catch let error as DatabaseError {
            throw StoreError.database(path, error.description)
        }
    }

    static let schema = """
        CREATE TABLE runs (
            id INTEGER PRIMARY KEY,
            file TEXT NOT NULL,              -- where the result was read
            "commit" TEXT,                   -- full commit id; NULL where it is not known
            dirty INTEGER,                   -- 1 if the sources differed from the commit
            started_at INTEGER NOT NULL,     -- seconds since 1970 UTC
            finished_at INTEGER NOT NULL,    -- seconds since 1970 UTC
            complete INTEGER NOT NULL,       -- 1 if all that was planned was measured
            sick TEXT,                       -- why differences are not to be trusted; NULL if they are
            cpu TEXT,                        -- model of the processor
            kernel TEXT,                     -- release of the kernel
            configuration TEXT NOT NULL,     -- debug or release
            compiler TEXT NOT NULL           -- Swift compiler
        );
        CREATE TABLE cells (
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES runs,
            workload TEXT NOT NULL,
            row TEXT NOT NULL,               -- a strategy, a real runtime or a control
            kind TEXT NOT NULL,              -- strategy, twin, runtime or control
            version INTEGER,                 -- of what the workload measures
            status TEXT NOT NULL,            -- measured, died, hung, failed or pending
            reason TEXT,                     -- why it was not measured, or not as often as planned
            iterations INTEGER,              -- per sample
            median_ns REAL,                  -- cost of a callback: median over processes
            lower_ns REAL,                   -- lower end of its interval
            upper_ns REAL,                   -- upper end of its interval
            net_of_floor_ns REAL,            -- the cost without that of the floor
            ratio_to_best REAL,              -- over the cheapest strategy of the workload
            queries REAL,                    -- per callback
            deaths INTEGER NOT NULL,         -- processes that the strategy died in
            UNIQUE (run, workload, row)
        );
        CREATE TABLE processes (
            cell INTEGER NOT NULL REFERENCES cells,
            round INTEGER NOT NULL,
            samples INTEGER NOT NULL,        -- how many
            median_ns REAL,                  -- cost of a callback: median of the samples
            lowest_ns REAL,                  -- cost of a callback in the lowest sample
            mappings INTEGER,                -- of the process, just before measuring
            PRIMARY KEY (cell, round)
        ) WITHOUT ROWID;
        CREATE TABLE counters (
            cell INTEGER NOT NULL REFERENCES cells,
            name TEXT NOT NULL,
            per_callback REAL,               -- NULL where it was not counted
            scaled INTEGER NOT NULL,         -- 1 if it is an estimate from part of the time
            reason TEXT                      -- why it was not counted
        );
        CREATE INDEX counters_of_cell ON counters (cell);
        CREATE TABLE derived (
            cell INTEGER NOT NULL REFERENCES cells,
            name TEXT NOT NULL,              -- what is derived of counters, such as instructions-per-cycle
            median REAL,                     -- over processes; NULL where it is not given
            lower REAL,                      -- lower end of the interval of the median; NULL without one
            upper REAL,                      -- upper end
            reason TEXT                      -- why it is not given
        );
        CREATE INDEX derived_of_cell ON derived (cell);
        """

    private func add(_ result: BenchResult, from file: FilePath) throws(DatabaseError) {
        let (provenance, environment) = (result.provenance, result.provenance.environment)
        try database.run(
            "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .text(file.string), .init(provenance.source.commit.value),
                .init(provenance.source.isDirty.value.map { $0 ? 1 : 0 }), .integer(provenance.startedAt),
                .integer(provenance.finishedAt), .integer(result.isComplete ? 1 : 0), .init(result.sickness),
                .init(environment.processor.model.value), .init(environment.system.kernelRelease.value),
                .text(provenance.build.configuration), .text(provenance.build.swiftCompiler),
            ])
        let run = database.lastRow
        for cell in result.cells { try add(cell, of: result, run: run) }
    }

    private func add(_ cell: CellResult, of result: BenchResult, run: Int) throws(DatabaseError) {
        let cost = cell.nanosecondsPerCallback
        let workload = result.workloads.first { $0.name == cell.workload }
        try database.run(
            "INSERT INTO cells VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .integer(run), .text(cell.workload), .text(cell.subject), .text(cell.kind.rawValue),
                .init(workload?.version), .text(cell.status.rawValue), .init(cell.reason),
                .init(cell.iterations.map { Int(clamping: $0) }), .init(cost?.median), .init(cost?.lower),
                .init(cost?.upper), .init(cell.netOfFloor?.median), .init(cell.ratioToBest?.median),
                .init(cell.queriesPerCallback), .integer(cell.deaths),
            ])
        let id = database.lastRow
        let costs = Dictionary(result.costs(of: cell).map { ($0.round, $0.cost) }) { $1 }
        for process in cell.replicates {
            let callbacks =
                Double(cell.iterations(of: process) ?? 1) * Double(workload?.callbacksPerIteration ?? 1)
            try database.run(
                "INSERT INTO processes VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(id), .integer(process.round), .integer(process.nanoseconds.count),
                    .init(costs[process.round]),
                    .init(process.nanoseconds.min().map { Double($0) / callbacks }),
                    .init(process.mappings),
                ])
        }
        for counter in cell.counters {
            try database.run(
                "INSERT INTO counters VALUES (?, ?, ?, ?, ?)",
                [
                    .integer(id), .text(counter.name), .init(counter.perCallback),
                    .integer(counter.isScaled ? 1 : 0), .init(counter.reason),
                ])
        }
        for derived in cell.derived ?? [] {
            try database.run(
                "INSERT INTO derived VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .integer(id), .text(derived.name), .init(derived.value?.median),
                    .init(derived.value?.lower), .init(derived.value?.upper), .init(derived.reason),
                ])
        }
    }
}

extension Database.Value {
    fileprivate init(_ text: String?) { self = text.map { .text($0) } ?? .null }
    fileprivate init(_ number: Int?) { self = number.map { .integer($0) } ?? .null }
    fileprivate init(_ number: Double?) { self = number.map { .real($0) } ?? .null }
}
