import CLibrary
import FileReading
public import SystemPackage

/// A trace cannot be read or written, or a program not be recorded: one line.
public struct TraceError: Error, CustomStringConvertible, Equatable {
    /// What, where, and what to do instead.
    public let description: String
    /// Whether the fault lies in what was asked for.
    public let isUsage: Bool
    /// Whether the kernel refused its probes, so that another source may do.
    let isProbeRefused: Bool

    /// Creates an error.
    public init(_ description: String, isUsage: Bool = true) {
        self.init(description, isUsage: isUsage, isProbeRefused: false)
    }

    init(_ description: String, isUsage: Bool = false, isProbeRefused: Bool) {
        self.description = description
        self.isUsage = isUsage
        self.isProbeRefused = isProbeRefused
    }
}

extension Trace {
    /// Reads a file, up to the cut where it was cut off.
    ///
    /// - Throws: `TraceError` for what cannot be read, or is no trace.
    public init(contentsOf path: FilePath) throws(TraceError) {
        let bytes: [UInt8]
        do {
            bytes = try Self.bytes(of: path)
        } catch let error as TraceError {
            throw error
        } catch {
            throw TraceError("cannot read \(path): \(error as? Errno ?? .ioError)")
        }
        do {
            self = try TraceDecoder.decode(bytes)
        } catch {
            throw TraceError(
                error.place == 0
                    ? "\(path): not a trace: bench record makes them"
                    : "\(path): not a trace that can be read: byte \(error.place): \(error.what)")
        }
    }

    /// The same for a path as text.
    public init(file: String) throws(TraceError) { try self.init(contentsOf: FilePath(file)) }

    private static func bytes(of path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.openForReading(path)
        return try file.closeAfter {
            var info = stat()
            guard fstat(file.rawValue, &info) == 0 else { throw Errno(rawValue: errno) }
            guard info.st_mode & S_IFMT == S_IFREG else {
                throw TraceError("cannot read \(path): it is there and not a regular file")
            }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(Int(clamping: min(Int64(info.st_size), Int64(TraceFormat.largestFile))) + 1)
            try file.forEachPiece { piece in
                bytes.append(contentsOf: piece)
                if bytes.count > TraceFormat.largestFile {
                    throw TraceError("cannot read \(path): it has over 1 GiB, too many for a trace")
                }
            }
            return bytes
        }
    }
}
