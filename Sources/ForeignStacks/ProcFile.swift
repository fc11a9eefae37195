import SystemPackage

/// Files whose size the kernel does not know until they are read.
public enum ProcFile {
    /// The whole text of a file below `/proc` or `/sys`, or nil when it cannot be read.
    public static func read(_ path: FilePath) -> String? {
        guard let file = try? FileDescriptor.open(path, .readOnly) else { return nil }
        defer { try? file.close() }
        var text: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while let count = try? file.read(into: buffer), count > 0 {
            text.append(contentsOf: buffer.prefix(count))
        }
        return String(decoding: text, as: UTF8.self)
    }
}
