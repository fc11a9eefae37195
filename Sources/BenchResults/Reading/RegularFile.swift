import CLibrary
import FileReading
import FoundationEssentials
import SystemPackage

/// Reads untrusted files.
enum RegularFile {
    /// The whole of a file, without a byte order mark of UTF-8.
    ///
    /// - Throws: `StoreError` for what cannot be read, is not a regular file (a pipe has no end to wait
    ///   for, a device none at all), or is larger than `JSONGuard.largestFile`.
    static func contents(of path: FilePath) throws(StoreError) -> Data { try stamped(path).contents }

    /// The same, with what tells this state of the file from others, which was looked at before the contents.
    static func stamped(_ path: FilePath) throws(StoreError) -> (stamp: FileStamp?, contents: Data) {
        do {
            let file = try FileDescriptor.openForReading(path)
            let stamp = FileStamp(of: file)
            let data = try file.closeAfter { try contents(of: file, at: path) }
            if data.starts(with: [0xFF, 0xFE]) || data.starts(with: [0xFE, 0xFF]) {
                throw StoreError.malformed(
                    path: path, "it is UTF-16, by its byte order mark: save it as UTF-8")
            }
            return (stamp, data.starts(with: [0xEF, 0xBB, 0xBF]) ? Data(data.dropFirst(3)) : data)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .system(doing: .read, path: path, error as? Errno ?? .ioError)
        }
    }

    /// What is left of a file that is open already, byte order mark included.
    static func contents(of file: FileDescriptor, at path: FilePath) throws -> Data {
        var info = stat()
        guard fstat(file.rawValue, &info) == 0 else { throw Errno(rawValue: errno) }
        guard info.st_mode & S_IFMT == S_IFREG else { throw StoreError.notAFile(doing: .read, path) }
        guard info.st_size <= JSONGuard.largestFile else { throw StoreError.tooLarge(path) }
        // The size said what it was a moment ago; the file may be growing.
        var data = Data(capacity: Int(info.st_size) + 1)
        try file.forEachPiece { piece in
            data.append(contentsOf: piece)
            if data.count > JSONGuard.largestFile { throw StoreError.tooLarge(path) }
        }
        return data
    }
}
