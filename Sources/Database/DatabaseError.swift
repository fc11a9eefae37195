import CSQLite

/// Why a database could not be opened, read or written.
package struct DatabaseError: Error, Equatable, CustomStringConvertible {
    /// SQLite's result code, https://sqlite.org/rescode.html.
    package let code: Int32
    /// What SQLite says of it, one line.
    package let description: String

    /// Whether the file is not what this program has written: no database, a damaged one, or one of other tables.
    package var isDamage: Bool {
        [SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT, SQLITE_MISMATCH, SQLITE_SCHEMA].contains(
            code & 0xFF)
    }

    /// Describes an error.
    package init(code: Int32, _ description: String) {
        self.code = code
        self.description = String(description.map { $0.isNewline ? " " : $0 })
    }
}
