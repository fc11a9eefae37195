/// What `bench doctor --fix` changed on a machine, for `--undo`. `results/schema/fixes.schema.json` describes the JSON.
public struct FixRecord: StoredDocument, Equatable {
    /// What the document is.
    public static let schemaName = "stack-bounds-bench/fixes"
    /// Version of the document's form.
    public static let currentVersion = 1

    /// A file of the kernel that was changed.
    public struct Change: Codable, Sendable, Equatable {
        /// The check that had failed.
        public let check: String
        /// The file.
        public let file: String
        /// What it had before it was changed for the first time.
        public let before: String
        /// What was written last.
        public var after: String

        /// Describes it.
        public init(check: String, file: String, before: String, after: String) {
            (self.check, self.file, self.before, self.after) = (check, file, before, after)
        }
    }

    /// `schemaName`.
    public var schema = FixRecord.schemaName
    /// `currentVersion`.
    public var schemaVersion = FixRecord.currentVersion
    /// The kernel's name of the time since it was started, after which nothing of the changes is left; null where it has
    /// none.
    @Nullable public var boot: String?
    /// The changes, in the order in which they were made.
    public var changes: [Change]

    /// Puts a record together.
    public init(boot: String?, changes: [Change]) {
        self.changes = changes
        self.boot = boot
    }

    /// Root writes what it says to where it says: only settings of the kernel.
    public var problem: String? {
        let odd = changes.first { change in
            let parts = change.file.split(separator: "/", omittingEmptySubsequences: false)
            let isSetting =
                change.file.hasPrefix("/proc/sys/") || change.file.hasPrefix("/sys/devices/system/")
            return !isSetting || parts.contains("..")
                || ![change.before, change.after].allSatisfy(\.isPrintableName)
        }
        if let odd { return "\(odd.file) is no setting of the kernel, or has an impossible value" }
        return Set(changes.map(\.file)).count == changes.count ? nil : "a file is there twice"
    }
}
