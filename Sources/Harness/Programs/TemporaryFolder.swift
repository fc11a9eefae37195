import CLibrary
import FoundationEssentials
import SystemPackage

/// A folder of our own for temporary files, in the system's folder for them (TMPDIR).
///
/// It is locked for as long as its process lives. One that was killed leaves it, and whoever makes the next one
/// finds it without a lock and removes it.
package final class TemporaryFolder: Sendable {
    /// Where it is.
    package let path: FilePath
    private let lock: FileDescriptor

    private static let prefix = "stack-bounds-bench."

    /// Makes a folder for this user alone.
    ///
    /// - Throws: one line that says why not, and what to do.
    package init() throws(CommandStopped) {
        let parent = FilePath(FileManager.default.temporaryDirectory.path)
        Self.sweep(parent)
        while true {
            let path = parent.appending(Self.prefix + UUID().uuidString)
            guard mkdir(path.string, 0o700) == 0 else {
                throw Self.failure("cannot make a folder in", parent, Errno(rawValue: errno))
            }
            // Somebody may have swept it away before it was locked.
            if let lock = Self.take(path) {
                (self.path, self.lock) = (path, lock)
                return
            }
            rmdir(path.string)
        }
    }

    /// Something went wrong in the folder for temporary files: one line.
    static func failure(_ what: String, _ folder: FilePath, _ reason: any Error) -> CommandStopped {
        CommandStopped("\(what) \(folder): \(reason): name another folder in TMPDIR")
    }

    deinit { remove() }

    /// Removes it and what is in it.
    package func remove() {
        try? FileManager.default.removeItem(atPath: path.string)
        try? lock.close()
    }

    /// Takes the lock of a folder, if nobody has it.
    private static func take(_ path: FilePath) -> FileDescriptor? {
        guard
            let file = try? FileDescriptor.open(
                path, .readOnly, options: [.directory, .noFollow, .closeOnExec])
        else { return nil }
        if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0, access(path.string, F_OK) == 0 { return file }
        try? file.close()
        return nil
    }

    /// Removes the folders of processes that were killed.
    private static func sweep(_ parent: FilePath) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.string)) ?? []
        for name in names
        where name.hasPrefix(prefix) && UUID(uuidString: String(name.dropFirst(prefix.count))) != nil {
            let path = parent.appending(name)
            var status = stat()
            guard lstat(path.string, &status) == 0, status.st_uid == geteuid(),
                status.st_mode & S_IFMT == S_IFDIR, let lock = take(path)
            else { continue }
            try? FileManager.default.removeItem(atPath: path.string)
            try? lock.close()
        }
    }
}
