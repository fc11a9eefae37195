import CSQLite

/// A prepared statement.
final class Statement {
    private let sqlite: SQLite
    private let handle: OpaquePointer

    init(_ sql: String, in database: Database) throws(DatabaseError) {
        sqlite = database.sqlite
        var prepared: OpaquePointer?
        try database.check(sqlite.call.prepare_v2(database.handle, sql, -1, &prepared, nil))
        guard let prepared else {
            throw DatabaseError(code: SQLITE_MISUSE, "there is no statement in '\(sql)'")
        }
        handle = prepared
    }

    deinit { _ = sqlite.call.finalize(handle) }

    func run(
        _ values: [Database.Value], in database: Database,
        _ row: (borrowing Row) throws(DatabaseError) -> Void
    ) throws(DatabaseError) {
        defer { _ = sqlite.call.reset(handle) }
        for (index, value) in values.enumerated() { try database.check(bind(value, at: Int32(index + 1))) }
        while true {
            switch sqlite.call.step(handle) {
            case SQLITE_ROW: try row(Row(sqlite: sqlite, statement: handle))
            case SQLITE_DONE: return
            case let code: try database.check(code)
            }
        }
    }

    private func bind(_ value: Database.Value, at index: Int32) -> Int32 {
        switch value {
        case .null: sqlite.call.bind_null(handle, index)
        case .integer(let number): sqlite.call.bind_int64(handle, index, Int64(number))
        case .real(let number): sqlite.call.bind_double(handle, index, number)
        case .text(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // An empty text has no address, and SQLite would take that for NULL.
                    sqlite.call.bind_text(
                        handle, index, $0.baseAddress ?? Self.nothing, Int32($0.count), csqlite_copied())
                }
            }
        case .bytes(let bytes):
            bytes.withUnsafeBytes {
                sqlite.call.bind_blob64(
                    handle, index, $0.baseAddress ?? UnsafeRawPointer(Self.nothing), UInt64($0.count),
                    csqlite_copied())
            }
        }
    }

    private static var nothing: UnsafePointer<CChar> {
        let text: StaticString = ""
        return UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }
}

/// A row of a statement, as long as the call lasts that it is passed to.
package struct Row: ~Copyable {
    let sqlite: SQLite
    let statement: OpaquePointer

    /// Whether a column has no value; columns count from 0.
    package func isNull(_ column: Int32) -> Bool { sqlite.call.column_type(statement, column) == SQLITE_NULL }

    /// A whole number; 0 where the column has none.
    package func integer(_ column: Int32) -> Int { Int(sqlite.call.column_int64(statement, column)) }

    /// A number; 0 where the column has none.
    package func real(_ column: Int32) -> Double { sqlite.call.column_double(statement, column) }

    /// A text; empty where the column has none.
    package func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// Bytes, or the UTF-8 of a text.
    package func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite.call.column_blob(statement, column) else { return [] }
        let count = Int(sqlite.call.column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
}
