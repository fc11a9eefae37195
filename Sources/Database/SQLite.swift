import CSQLite

/// SQLite's functions, once the library was loaded.
struct SQLite: Sendable {
    let call: csqlite_functions

    /// What went wrong last with a connection.
    func message(of connection: OpaquePointer) -> String {
        call.errmsg(connection).map { String(cString: $0) } ?? "out of memory"
    }

    /// Nil where the library is not there.
    static let loaded: SQLite? = {
        let functions = UnsafeMutablePointer<csqlite_functions>.allocate(capacity: 1)
        defer { functions.deallocate() }
        return csqlite_load(functions) ? SQLite(call: functions.pointee) : nil
    }()
}
