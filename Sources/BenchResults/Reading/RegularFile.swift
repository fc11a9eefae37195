import CLibrary
import FileReading
import FoundationEssentials
import SystemPackage

/// Reads untrusted files.
enum RegularFile {
    /// The whole of a file.
    ///
    /// - Throws: `StoreError` for what cannot be read, is not a regular file (a pipe has no end to wait
    ///   for, a device none at all), or is larger than `JSONGuard.largestFile`.
    static func contents(of path: FilePath) throws(StoreError) -> Data {
        do {
            let file = try FileDescriptor.openForReading(path)
            return try file.closeAfter { try contents(of: file, at: path) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .system(doing: .read, path: path, error as? Errno ?? .ioError)
        }
    }

    /// The same of a file that is open already.
    static func contents(of file: FileDescriptor, at path: FilePath) throws -> Data {
        var info = stat()
        guard fstat(file.rawValue, &info) == 0 else { throw Errno(rawValue: errno) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw StoreError.notAFile(doing: .read, path) }
        guard info.st_size <= JSONGuard.largestFile else { throw StoreError.tooLarge(path) }
        // The size said what it was a moment ago; the file may be growing.
        var data = Data()
        try file.forEachPiece { piece in
            data.append(contentsOf: piece)
            if data.count > JSONGuard.largestFile { throw StoreError.tooLarge(path) }
        }
        return data
    }
}
