/// A kind of result file: what it is called and which form this program reads and writes.
public protocol StoredDocument: Codable, Sendable {
    /// What the document is, in its member `schema`.
    static var schemaName: String { get }
    /// Version of the document's form, in its member `schemaVersion`.
    static var currentVersion: Int { get }
}
