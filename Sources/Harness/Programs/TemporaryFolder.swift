import CLibrary
import FoundationEssentials
import Processes
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
        for _ in 0..<100 {
            let path = parent.appending(Self.prefix + Self.randomName())
            guard mkdir(path.string, 0o700) == 0 else {
                throw Self.failure("cannot make a folder in", parent, Errno(rawValue: errno))
            }
            chmod(path.string, 0o700)  // whatever the umask is
            do throws(Errno) {
                lock = try Self.take(path)
                self.path = path
                return
            } catch {
                rmdir(path.string)
                // Somebody may have swept it away before it was locked.
                if error == .wouldBlock || error == .noSuchFileOrDirectory { continue }
                throw Self.failure("cannot make a folder in", parent, error)
            }
        }
        throw Self.failure("cannot make a folder in", parent, Errno.wouldBlock)
    }

    /// Something went wrong in the folder for temporary files: one line.
    static func failure(_ what: String, _ folder: FilePath, _ reason: any Error) -> CommandStopped {
        let advice = (reason as? Errno)?.limitAdvice ?? "name another folder in TMPDIR"
        return CommandStopped("\(what) \(folder): \(reason): \(advice)")
    }

    deinit {
        remove()
        try? lock.close()
    }

    /// Removes it and what is in it. The lock, of what then has no name, is kept until nobody has this: its
    /// number must not be closed twice.
    package func remove() { try? FileManager.default.removeItem(atPath: path.string) }

    /// Not a UUID, which is all zeros where there is no /dev/urandom.
    private static func randomName() -> String {
        let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
        return String(repeating: "0", count: nameLength - digits.count) + digits
    }

    private static func isRandom(_ name: Substring) -> Bool {
        name.count == nameLength && UInt64(name, radix: 16) != nil
    }

    private static let nameLength = 16

    /// Takes the lock of a folder, if nobody has it.
    private static func take(_ path: FilePath) throws(Errno) -> FileDescriptor {
        let number = open(path.string, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard number >= 0 else { throw Errno(rawValue: errno) }
        guard flock(number, LOCK_EX | LOCK_NB) == 0, access(path.string, F_OK) == 0 else {
            let error = Errno(rawValue: errno)
            close(number)
            throw error
        }
        return FileDescriptor(rawValue: number)
    }

    /// Removes the folders of processes that were killed.
    private static func sweep(_ parent: FilePath) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.string)) ?? []
        for name in names
        where name.hasPrefix(prefix) && isRandom(name.dropFirst(prefix.count)) {
            let path = parent.appending(name)
            var status = stat()
            guard lstat(path.string, &status) == 0, status.st_uid == geteuid(),
                status.st_mode & S_IFMT == S_IFDIR, let lock = try? take(path)
            else { continue }
            try? FileManager.default.removeItem(atPath: path.string)
            try? lock.close()
        }
    }
}
