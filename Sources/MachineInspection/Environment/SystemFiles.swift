import FileReading
import SystemPackage

/// The files in which the kernel describes itself.
public struct SystemFiles: Sendable {
    private let root: FilePath

    /// The files under a root directory; tests use one other than `/`.
    public init(root: FilePath = "/") {
        self.root = root
    }

    /// The text of a file without white space at its ends, or why it is not readable.
    func text(_ path: String) -> Reading<String> {
        var bytes: [UInt8] = []
        do {
            try read(path) { bytes.append(contentsOf: $0) }
        } catch {
            return .unavailable("\(path): \(error)")
        }
        let text = bytes.trimmingWhitespace()
        return text.isEmpty ? .unavailable("\(path): empty") : .value(String(decoding: text, as: UTF8.self))
    }

    /// The number of lines of a file, or why it is not readable.
    ///
    /// The text is not kept: holding /proc/self/maps would take memory and change what it counts.
    func lineCount(_ path: String) -> Reading<Int> {
        var lines = 0
        do {
            try read(path) { chunk in lines += chunk.count { $0 == UInt8(ascii: "\n") } }
        } catch {
            return .unavailable("\(path): \(error)")
        }
        return lines == 0 ? .unavailable("\(path): empty") : .value(lines)
    }

    /// Where a file is, below the root.
    func location(of path: String) -> FilePath { root.appending(path) }

    private func read(
        _ path: String, _ body: (UnsafeRawBufferPointer.SubSequence) -> Void
    ) throws(Errno) {
        do {
            let file = try FileDescriptor.openForReading(location(of: path))
            try file.closeAfter { try file.forEachPiece(body) }
        } catch {
            throw error as? Errno ?? .ioError
        }
    }
}

extension [UInt8] {
    fileprivate func trimmingWhitespace() -> SubSequence {
        func isSpace(_ byte: UInt8) -> Bool { byte <= UInt8(ascii: " ") }
        return drop(while: isSpace).reversed().drop(while: isSpace).reversed()[...]
    }
}
