import CLibrary
import SystemPackage

/// The file of a trace while it is written: whatever ends this process, what has been written is a trace.
struct TraceOutput {
    private let file: FileDescriptor
    private let path: FilePath

    init(_ path: FilePath) throws(TraceError) {
        self.path = path
        do {
            file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate, .closeOnExec],
                permissions: [.ownerReadWrite, .groupRead, .otherRead])
        } catch {
            throw TraceError("cannot write \(path): \(error as? Errno ?? .ioError)", isUsage: false)
        }
    }

    func write(_ bytes: [UInt8]) throws(TraceError) {
        guard !bytes.isEmpty else { return }
        do {
            try file.writeAll(bytes)
        } catch {
            throw TraceError("cannot write \(path): \(error as? Errno ?? .ioError)", isUsage: false)
        }
    }

    /// Nothing was recorded.
    func remove() { unlink(path.string) }
}
