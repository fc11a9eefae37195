import Database
public import SystemPackage

/// What was read of results before, in a file that may go at any time.
///
/// Each row has a check of its own, and is taken for what it says only if that is right: what SQLite does not notice
/// is noticed here. Journals lie in memory, since a file with rows of half a transaction is as good as none, and one that
/// another process makes anew must not be given an old journal.
public final class ResultIndex {
    /// Raise it when digests have another form, when a result that was read is now refused, and when changes of level
    /// are searched for in another way.
    static let version = 3

    /// What rows are about.
    enum Kind: Int {
        /// The state that a file was in, and the fingerprint of its contents.
        case file = 1
        /// A result, by the fingerprint of its text; nothing for documents of other kinds.
        case digest
        /// What was measured in its cells.
        case measurements
        /// A text that digests have in common, by its fingerprint.
        case text
        /// Where the level of a series changes, by the fingerprint of the series.
        case changes
    }

    /// A row.
    struct Row: Sendable {
        let kind: Kind
        let key: [UInt8]
        let value: [UInt8]
    }

    private struct Key: Hashable {
        let kind: Int
        let key: [UInt8]
    }

    private var database: Database?
    /// Rows that are not in the file, for want of a file that can be written.
    private var kept: [Key: [UInt8]] = [:]
    /// Why nothing can be written any more; nil when it can.
    public private(set) var trouble: String?

    /// An index without a file.
    public init() {}

    /// Opens the index of a file, which is made if it is missing.
    ///
    /// - Throws: `IndexDamage` when what is there is no index of this version. What cannot be used otherwise is
    ///   `trouble`, and the index then lies in memory.
    public init(_ path: FilePath) throws {
        do {
            try? ResultStore.makeFolder(path.removingLastComponent())
            let database = try Database(path.string)
            try database.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
            if try Self.version(of: database) != Self.version { try Self.make(in: database) }
            self.database = database
        } catch let error as DatabaseError {
            if error.isDamage { throw IndexDamage() }
            trouble = error.description
        }
    }

    private static func version(of database: Database) throws(DatabaseError) -> Int {
        var version = 0
        try database.run("PRAGMA user_version") { version = $0.integer(0) }
        return version
    }

    private static func make(in database: Database) throws {
        var isEmpty = true
        try database.transaction { () throws(DatabaseError) in
            // Another process may have made it since.
            let version = try version(of: database)
            if version == Self.version { return }
            // One of an earlier program is nothing to be said: it goes.
            if (1..<Self.version).contains(version) { try database.execute("DROP TABLE IF EXISTS entry") }
            try database.run("SELECT count(*) FROM sqlite_schema") { isEmpty = $0.integer(0) == 0 }
            guard isEmpty else { return }
            try database.execute(
                """
                CREATE TABLE entry (kind INTEGER, key BLOB, value BLOB, sum INTEGER, PRIMARY KEY (kind, key));
                PRAGMA user_version = \(Self.version)
                """)
        }
        if !isEmpty { throw IndexDamage() }
    }

    /// The value of a row; nil when there is none.
    ///
    /// - Throws: `IndexDamage`; the file is best removed then.
    func value(_ kind: Kind, _ key: [UInt8]) throws -> [UInt8]? {
        if let value = kept[Key(kind: kind.rawValue, key: key)] { return value }
        guard let database else { return nil }
        var found: (value: [UInt8], sum: Int)?
        do {
            try database.run(
                "SELECT value, sum FROM entry WHERE kind = ? AND key = ?",
                [.integer(kind.rawValue), .bytes(key)]
            ) { found = ($0.bytes(0), $0.integer(1)) }
        } catch {
            if error.isDamage { throw IndexDamage() }
            (self.database, trouble) = (nil, error.description)
        }
        guard let found else { return nil }
        guard found.sum == Self.sum(kind, key, found.value) else { throw IndexDamage() }
        return found.value
    }

    /// Keeps rows, all or none of them in the file.
    ///
    /// - Throws: `IndexDamage`, as above.
    func keep(_ rows: [Row]) throws {
        if rows.isEmpty { return }
        if let database, trouble == nil {
            do {
                return try database.transaction { () throws(DatabaseError) in
                    for row in rows {
                        try database.run(
                            "INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)",
                            [
                                .integer(row.kind.rawValue), .bytes(row.key), .bytes(row.value),
                                .integer(Self.sum(row.kind, row.key, row.value)),
                            ])
                    }
                }
            } catch {
                if error.isDamage { throw IndexDamage() }
                trouble = error.description
            }
        }
        for row in rows { kept[Key(kind: row.kind.rawValue, key: row.key)] = row.value }
    }

    private static func sum(_ kind: Kind, _ key: [UInt8], _ value: [UInt8]) -> Int {
        var packer = BytePacker()
        packer.add(kind.rawValue)
        packer.add(key)
        packer.add(value)
        return (Fingerprint(of: packer.bytes).bytes.prefix(8).reduce(0) { $0 << 8 | Int($1) })
    }
}

/// What was in the index cannot have been written by this program.
public struct IndexDamage: Error {}
