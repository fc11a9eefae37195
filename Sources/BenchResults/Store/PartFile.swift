import CLibrary
import FoundationEssentials
import SystemPackage

/// A new file beside another, whose place it takes once it is whole.
///
/// Its name is drawn at random and nothing may be there already, a symbolic link least of all: what it led to
/// would be overwritten. It is locked while its writer lives, so that others can tell what a killed one left.
struct PartFile {
    /// Where it is.
    let path: FilePath
    /// Open for reading and writing, each write at the end.
    let file: FileDescriptor
    private let destination: FilePath

    private static let suffix = ".part"

    /// Makes the file.
    ///
    /// - Parameter destination: the file whose place it is to take.
    /// - Throws: the system's error.
    init(for destination: FilePath) throws {
        self.destination = destination
        let name = String(UInt32.random(in: .min ... .max), radix: 16)
        path = destination.appending(suffix: ".\(getpid()).\(name)\(Self.suffix)")
        file = try FileDescriptor.open(
            path, .readWrite, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec, .append],
            permissions: [.ownerReadWrite, .groupRead, .otherRead])
        _ = FileLock.take(file)
    }

    /// Gives it the name of its destination; `replacing` says whether a file may be there.
    func rename(replacing: Bool = true) throws(Errno) {
        if !replacing {
            // A second name, unlike rename(2), never takes the place of a file.
            if link(path.string, destination.string) == 0 {
                unlink(path.string)
                return
            }
            // Not every file system can: then a moment is left in which two programs see no file.
            guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS else { throw Errno(rawValue: errno) }
            guard access(destination.string, F_OK) != 0 else { throw .fileExists }
        }
        guard CLibrary.rename(path.string, destination.string) == 0 else { throw Errno(rawValue: errno) }
    }

    /// Removes it.
    func remove() {
        try? file.close()
        unlink(path.string)
    }

    /// Removes what killed writers left beside a file: nobody has it open, and their process is gone.
    static func sweep(besides destination: FilePath) {
        let folder = destination.removingLastComponent()
        guard let name = destination.lastComponent?.string,
            let entries = try? FileManager.default.contentsOfDirectory(
                atPath: folder.isEmpty ? "." : folder.string)
        else { return }
        for entry in entries where entry.hasPrefix(name + ".") && entry.hasSuffix(suffix) {
            let parts = entry.dropFirst(name.utf8.count + 1).split(separator: ".")
            guard (2...3).contains(parts.count), let writer = Int32(parts[0]), writer > 0,
                kill(writer, 0) != 0, errno == ESRCH
            else { continue }
            let path = folder.appending(entry)
            guard
                let file = try? FileDescriptor.open(
                    path, .readOnly, options: [.noFollow, .closeOnExec, .nonBlocking])
            else { continue }
            if flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 { unlink(path.string) }
            try? file.close()
        }
    }
}
