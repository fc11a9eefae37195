import SystemPackage

/// Switches perf on and off: the other end of its `--control fifo:…`.
struct ProfilerControl {
    private let control: FileDescriptor
    private let answers: FileDescriptor

    /// Opens the pipes; perf has both open when it starts this process.
    init(control: String, answers: String) throws {
        self.control = try FileDescriptor.open(FilePath(control), .writeOnly)
        self.answers = try FileDescriptor.open(FilePath(answers), .readOnly)
    }

    /// Sends a command and waits until perf has carried it out.
    func say(_ command: String) throws {
        try control.writeAll("\(command)\n".utf8)
        // "ack\n" and, from perf, a NUL after it.
        var answer: [UInt8] = []
        var byte: UInt8 = 0
        while byte != UInt8(ascii: "\n") {
            let count = try withUnsafeMutableBytes(of: &byte) { try answers.read(into: $0) }
            guard count == 1 else { throw NoAnswer() }
            if byte != 0 { answer.append(byte) }
        }
        guard answer.starts(with: "ack".utf8) else { throw NoAnswer() }
    }

    /// The profiler has gone.
    struct NoAnswer: Error, CustomStringConvertible {
        var description: String { "perf did not answer" }
    }
}
