public import SystemPackage

/// A result could not be written or read. One line that names the file and what is wrong.
public enum StoreError: Error, CustomStringConvertible, Equatable {
    /// What was tried.
    public enum Action: String, Sendable {
        /// To read a file.
        case read
        /// To write one.
        case write
    }

    /// The system refused.
    case system(doing: Action, path: FilePath, Errno)
    /// A database could not be written, for a reason of SQLite.
    case database(FilePath, String)
    /// What is there is not a regular file: a result must not replace it, and it may have no end.
    case notAFile(doing: Action, FilePath)
    /// Another run is writing it; its process, where the system tells.
    case inUse(FilePath, process: Int32?)
    /// It has more than `JSONGuard.largestFile` bytes.
    case tooLarge(FilePath)
    /// The text is not a result.
    case malformed(path: FilePath, String)
    /// A result that is not of the kind that was asked for: what it is, and what to do with it.
    case unfit(path: FilePath, String)
    /// A shard where a whole run is wanted.
    case shard(path: FilePath, Shard)
    /// A merged result of several machines where one is wanted: the machines, in its order.
    case severalMachines(path: FilePath, [String])
    /// Another document than was asked for: of a version that this program does not read, or of another
    /// kind, which may be one of this program's.
    case otherVersion(path: FilePath, found: String, wanted: String, isOtherKind: Bool)

    /// Whether the fault lies in what was asked for, not in the run.
    public var isUsage: Bool {
        switch self {
        case .system(doing: .write, _, _), .database, .inUse: false
        default: true
        }
    }

    /// Whether the file is a document of this program, but of another kind than was asked for.
    public var isOtherKind: Bool {
        if case .otherVersion(_, _, _, let isOtherKind) = self { isOtherKind } else { false }
    }

    /// Whether the file is a shard where a whole run is wanted.
    package var isOfShard: Bool { if case .shard = self { true } else { false } }

    /// What, where, and what to do instead.
    public var description: String {
        switch self {
        case .system(let doing, let path, let error): "cannot \(doing.rawValue) \(path): \(error)"
        case .database(let path, let what): "cannot write \(path): \(what)"
        case .notAFile(let doing, let path):
            "cannot \(doing.rawValue) \(path): it is there and not a regular file"
        case .inUse(let path, let process):
            "\(path): a run is writing it\(process.map { " (process \($0))" } ?? ""): wait for it, or choose "
                + "another file"
        case .tooLarge(let path):
            "cannot read \(path): it has over \(JSONGuard.largestFile >> 20) MiB, too many for a result"
        case .malformed(let path, let what): "\(path): not a result: \(what)"
        case .unfit(let path, let what): "\(path): \(what)"
        case .shard(let path, let shard):
            "\(path): is shard \(shard) of a run, and not all of it: bench merge makes one result of all shards"
        case .severalMachines(let path, let machines):
            "\(path): was measured on \(machines.count) machines, and no comparison is across machines: name one, "
                + machines.prefix(8).enumerated().map { "\(path)#\($0 + 1) (\($1))" }.joined(separator: ", ")
                + (machines.count > 8 ? ", …" : "")
        case .otherVersion(let path, let found, let wanted, _):
            "\(path): \(found), this program reads \(wanted)"
        }
    }
}
