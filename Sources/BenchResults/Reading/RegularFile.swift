import CLibrary
import FoundationEssentials
import SystemPackage

/// Reads files of an unknown hand.
enum RegularFile {
    /// The whole of a file.
    ///
    /// - Throws: `StoreError` for what cannot be read, is not a regular file (a pipe has no end to wait
    ///   for, a device none at all), or is larger than `JSONGuard.largestFile`.
    static func contents(of path: FilePath) throws(StoreError) -> Data {
        do {
            // Not blocking: a pipe without a writer would never open.
            let file = try FileDescriptor.open(path, .readOnly, options: [.nonBlocking, .closeOnExec])
            return try file.closeAfter {
                var info = stat()
                guard fstat(file.rawValue, &info) == 0 else { throw Errno(rawValue: errno) }
                guard info.st_mode & S_IFMT == S_IFREG else { throw StoreError.notAFile(doing: "read", path) }
                guard info.st_size <= JSONGuard.largestFile else { throw StoreError.tooLarge(path) }
                return try all(of: file, at: path)
            }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .system(doing: "read", path: path, error as? Errno ?? .ioError)
        }
    }

    /// The size said what it was a moment ago; the file may be growing.
    private static func all(of file: FileDescriptor, at path: FilePath) throws -> Data {
        var data = Data()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try file.read(into: buffer), count > 0 {
            data.append(contentsOf: buffer.prefix(count))
            if data.count > JSONGuard.largestFile { throw StoreError.tooLarge(path) }
        }
        return data
    }
}
