public import SystemPackage

/// A result could not be written or read. One line that names the file and what is wrong.
public enum StoreError: Error, CustomStringConvertible, Equatable {
    /// The system refused.
    case system(doing: String, path: FilePath, Errno)
    /// Something else than a file is there: a result must not replace it, and it may have no end.
    case notAFile(doing: String, FilePath)
    /// It has more than `JSONGuard.largestFile` bytes.
    case tooLarge(FilePath)
    /// The text is not a result.
    case malformed(path: FilePath, String)
    /// A result of another form or a newer version.
    case otherVersion(path: FilePath, found: String, wanted: String)

    /// Whether the fault lies with what was asked for, not with the run.
    public var isUsage: Bool {
        if case .system(doing: "write", _, _) = self { return false }
        return true
    }

    /// Whether the file is a document of this program, but of another kind than was asked for.
    public var isOtherKind: Bool {
        guard case .otherVersion(_, let found, let wanted) = self else { return false }
        let kinds = [found, wanted].map { $0.split(separator: " ").first ?? "" }
        return kinds[0] != kinds[1] && kinds[0].hasPrefix("stack-bounds-bench/")
    }

    /// What, where, and what to do instead.
    public var description: String {
        switch self {
        case .system(let doing, let path, let error): "cannot \(doing) \(path): \(error)"
        case .notAFile(let doing, let path): "cannot \(doing) \(path): it is there and not a regular file"
        case .tooLarge(let path):
            "cannot read \(path): it has over \(JSONGuard.largestFile >> 20) MiB, too many for a result"
        case .malformed(let path, let what): "\(path): not a result: \(what)"
        case .otherVersion(let path, let found, let wanted): "\(path): \(found), this program reads \(wanted)"
        }
    }
}
