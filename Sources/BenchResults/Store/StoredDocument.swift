/// A kind of result file: what it is called and which form this program reads and writes.
public protocol StoredDocument: Codable, Sendable {
    /// What the document is, in its member `schema`.
    static var schemaName: String { get }
    /// Version of the document's form, in its member `schemaVersion`.
    static var currentVersion: Int { get }
    /// The oldest version that this program still reads: members added since are null in it.
    static var oldestVersion: Int { get }
    /// What in the document contradicts itself, on one line; nil when nothing does.
    var problem: String? { get }
    /// What is left when parts that contradict themselves are set aside, each with its reason.
    var readable: Self { get }
}

extension StoredDocument {
    /// Only the current version, unless a document says otherwise.
    public static var oldestVersion: Int { currentVersion }

    /// Nothing can be wrong with it beyond its form, unless a document says otherwise.
    public var problem: String? { nil }

    /// All of it, unless a document says otherwise.
    public var readable: Self { self }

    /// The versions that this program reads, as errors name them.
    static var readableVersions: String {
        oldestVersion == currentVersion
            ? "version \(currentVersion)" : "versions \(oldestVersion) to \(currentVersion)"
    }
}
