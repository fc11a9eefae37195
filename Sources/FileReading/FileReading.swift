import SystemPackage

extension FileDescriptor {
    /// Passes the rest of a file to `body`, piece by piece, until a read returns nothing. The kernel
    /// generates files below `/proc` and `/sys` as they are read and reports their size as 0 (proc(5)), and
    /// other files may grow.
    package func forEachPiece(_ body: (UnsafeRawBufferPointer.SubSequence) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try read(into: buffer), count > 0 {
            try body(UnsafeRawBufferPointer(buffer)[..<count])
        }
    }

    /// Opens a file to read it, without blocking, since a pipe in its place would never open.
    package static func openForReading(_ path: FilePath) throws -> FileDescriptor {
        try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .nonBlocking])
    }
}

/// The text of a file below `/proc` or `/sys`, or nil when it cannot be read.
package func kernelText(_ path: FilePath) -> String? {
    var bytes: [UInt8] = []
    guard let file = try? FileDescriptor.openForReading(path),
        (try? file.closeAfter { try file.forEachPiece { bytes.append(contentsOf: $0) } }) != nil
    else { return nil }
    return String(decoding: bytes, as: UTF8.self)
}
