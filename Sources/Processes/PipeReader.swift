import CLibrary
import SystemPackage

/// A pipe, whose writing end a child gets. Both ends are closed with it.
final class PipeReader {
    private(set) var reading: FileDescriptor?
    private(set) var writing: FileDescriptor?
    private(set) var bytes: [UInt8] = []
    /// Whether more came than is kept.
    private(set) var isCutOff = false
    private let limit: Int

    /// - Throws: `Errno` when there is no descriptor left.
    init(limit: Int) throws(Errno) {
        self.limit = limit
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Errno(rawValue: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        reading = FileDescriptor(rawValue: ends[0])
        writing = FileDescriptor(rawValue: ends[1])
    }

    deinit {
        closeReading()
        closeWriting()
    }

    /// Once the child has the writing end, it is the only one that has.
    func closeWriting() {
        try? writing?.close()
        writing = nil
    }

    /// Takes what there is, but not for ever from one who goes on writing: that is asked for again.
    func readAvailable() {
        guard let file = reading else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        for _ in 0..<16 {
            let count: Int
            do {
                count = try buffer.withUnsafeMutableBytes { try file.read(into: $0) }
            } catch {
                if error as? Errno != .wouldBlock { closeReading() }
                return
            }
            guard count > 0 else {
                closeReading()
                return
            }
            let room = limit - bytes.count
            if count > room { isCutOff = true }
            bytes += buffer.prefix(min(count, room))
        }
    }

    /// Stops reading.
    func closeReading() {
        try? reading?.close()
        reading = nil
    }
}
