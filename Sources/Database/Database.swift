import CSQLite

/// A connection to a SQLite database. For one thread.
package final class Database {
    /// What is done with the file.
    package enum Access: Sendable {
        /// It is read and written, and made where it is missing.
        case write
        /// It is only read, and must be there.
        case read
    }

    /// A value of a column.
    package enum Value: Sendable, Equatable {
        /// None.
        case null
        /// A whole number.
        case integer(Int)
        /// Any number.
        case real(Double)
        /// Text.
        case text(String)
        /// Bytes.
        case bytes([UInt8])
    }

    /// How long another process is waited for that is writing, in milliseconds.
    package static let patience: Int32 = 5_000
    /// The package that brings the library.
    package static let package = "libsqlite3-0"

    let sqlite: SQLite
    let handle: OpaquePointer
    private var statements: [String: Statement] = [:]

    /// Opens a database.
    ///
    /// - Throws: `DatabaseError`, with code `SQLITE_MISUSE` where the library is not there.
    package init(_ path: String, _ access: Access = .write) throws(DatabaseError) {
        guard let sqlite = SQLite.loaded else {
            throw DatabaseError(code: SQLITE_MISUSE, "there is no SQLite here: install \(Self.package)")
        }
        var opened: OpaquePointer?
        let flags = access == .read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let code = sqlite.call.open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard let opened else { throw DatabaseError(code: code, "out of memory") }
        guard code == SQLITE_OK else {
            let error = DatabaseError(code: code, sqlite.message(of: opened))
            _ = sqlite.call.close_v2(opened)
            throw error
        }
        self.sqlite = sqlite
        handle = opened
        _ = sqlite.call.busy_timeout(opened, Self.patience)
    }

    deinit {
        statements = [:]
        _ = sqlite.call.close_v2(handle)
    }

    /// Executes statements without values, separated by semicolons.
    package func execute(_ sql: String) throws(DatabaseError) {
        try check(sqlite.call.exec(handle, sql, nil, nil, nil))
    }

    /// Executes one statement, which is prepared once for all of its calls.
    ///
    /// - Parameters:
    ///   - sql: the statement, with a `?` for each value.
    ///   - values: in their order.
    ///   - row: called with each row that it has.
    /// - Throws: `DatabaseError`, or what `row` throws.
    package func run(
        _ sql: String, _ values: [Value] = [], row: (borrowing Row) throws(DatabaseError) -> Void = { _ in }
    ) throws(DatabaseError) {
        if let statement = statements[sql] { return try statement.run(values, in: self, row) }
        let statement = try Statement(sql, in: self)
        statements[sql] = statement
        try statement.run(values, in: self, row)
    }

    /// The id of the row that was inserted last.
    package var lastRow: Int { Int(sqlite.call.last_insert_rowid(handle)) }

    /// Does all of `body` or nothing of it. Others write before or after.
    package func transaction<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        try execute("BEGIN IMMEDIATE")
        do throws(DatabaseError) {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            // After some errors (a full disk) SQLite has rolled back already.
            try? execute("ROLLBACK")
            throw error
        }
    }

    func check(_ code: Int32) throws(DatabaseError) {
        if code == SQLITE_OK { return }
        throw DatabaseError(code: code, sqlite.message(of: handle))
    }
}
