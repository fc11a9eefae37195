/// A shared library as it was when a process loaded it: enough to tell whether it is still the same.
public struct LoadedLibrary: Codable, Sendable, Hashable {
    /// Its path.
    public let path: String
    /// Its size, in bytes.
    public let bytes: Int64
    /// When its contents were last changed, in seconds since 1970.
    public let modified: Int64

    /// Describes a library.
    public init(path: String, bytes: Int64, modified: Int64) {
        (self.path, self.bytes, self.modified) = (path, bytes, modified)
    }
}
