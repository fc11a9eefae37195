import CLibrary
import FileReading
import SystemPackage

/// Copies of files of tens of megabytes, which are not held in memory.
enum FileCopy {
    /// Copies a file to a path where there is none.
    ///
    /// - Throws: `Errno`; nothing is left behind then.
    static func copy(_ source: FilePath, to path: FilePath, permissions: FilePermissions) throws {
        let reading = try FileDescriptor.openForReading(source)
        defer { try? reading.close() }
        let writing = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
            permissions: permissions)
        do {
            // Whatever the umask is.
            guard fchmod(writing.rawValue, permissions.rawValue) == 0 else { throw Errno(rawValue: errno) }
            try writing.closeAfter { try reading.forEachPiece { _ = try writing.writeAll($0) } }
        } catch {
            unlink(path.string)
            throw error
        }
    }
}
