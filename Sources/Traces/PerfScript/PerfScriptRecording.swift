import CLibrary
import FileReading
import SystemPackage

/// Makes a trace of what `perf script` printed, on this machine or another.
struct PerfScriptRecording {
    private let request: RecordingRequest
    private let listener: Recorder.Listener
    private let path: FilePath
    private let header: TraceHeader
    private var events: PerfScriptEvents
    private var builder: TraceBuilder
    private var lines = 0
    /// The times of the first line that has one, and of the latest.
    private var times: ClosedRange<UInt64>?
    /// The process of the first callback, whose end is the program's.
    private var program: Int32?
    private var programEnded = false

    /// Bytes of a line, many times what perf prints.
    private static let longestLine = 1 << 16
    private static let fields = "perf script -F comm,pid,tid,time,event,ip,uregs"

    init(_ request: RecordingRequest, of path: FilePath, listener: Recorder.Listener) {
        self.request = request
        self.listener = listener
        self.path = path
        events = PerfScriptEvents(request)
        var header = TraceHeader(of: request, program: "")
        header.source = "perf script"
        // Of the machine where it was recorded nothing is known.
        (header.architecture, header.kernel) = ("", "")
        self.header = header
        builder = TraceBuilder(header, start: 0, most: request.mostCallbacks, stackLimit: { _ in nil }) {
            Trace.EventKind(rawValue: UInt8(truncatingIfNeeded: $0))
        }
    }

    /// Reads the text and writes the trace.
    ///
    /// - Throws: `TraceError` for a text that says of no callback where it came from; nothing is written then.
    mutating func record() throws(TraceError) -> RecordingResult {
        try readFile()
        guard let times else {
            throw TraceError("\(path): no text of perf script: docs/trace.md has the commands that make one")
        }
        if let problem = events.problem(in: path, nearest: listener.nearest) { throw problem }
        guard builder.knowsData else {
            throw TraceError(
                "\(path): it does not say what the program mapped, so nothing is known of its stacks: perf record "
                    + "--data, perf script --show-mmap-events")
        }
        let duration = times.upperBound - times.lowerBound
        builder.addUncounted(at: duration)
        let end = Trace.End(time: duration, lost: builder.lost, reason: reasonOfEnd, cpuTime: nil)
        builder.encoder.add(end)
        let file = try TraceOutput(request.output)
        try file.write(builder.encoder.take())
        let signal = listener.signal()
        return RecordingResult(
            callbacks: builder.encoder.callbacks, threads: builder.encoder.threadCount,
            stacks: builder.encoder.stackCount, lost: builder.lost, duration: duration, recorded: nil,
            header: header,
            reason: end.reason, status: signal == 0 ? 0 : 128 + signal, notes: builder.notes)
    }

    private var reasonOfEnd: String {
        if builder.isComplete { return "\(request.mostCallbacks) callbacks were recorded" }
        if listener.signal() != 0 { return "ended by signal \(listener.signal())" }
        return programEnded ? "the program ended" : "the text ends"
    }

    private mutating func readFile() throws(TraceError) {
        do {
            // Whoever makes it may still be at it, so it may be a pipe.
            let file = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
            try file.closeAfter { try readLines(of: file) }
        } catch let error as TraceError {
            throw error
        } catch {
            throw TraceError("cannot read \(path): \(error as? Errno ?? .ioError)")
        }
    }

    private mutating func readLines(of file: FileDescriptor) throws {
        var rest: [UInt8] = []
        var isRead = false
        try file.forEachPiece { piece in
            if isRead { return }
            if lines == 0, rest.isEmpty, piece.starts(with: "PERFILE".utf8) {
                throw TraceError("\(path): it is perf's own data: give what perf script prints of it")
            }
            rest.append(contentsOf: piece)
            var start = rest.startIndex
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                lines += 1
                try add(rest[start..<end])
                start = end + 1
            }
            rest.removeSubrange(..<start)
            if rest.count > Self.longestLine {
                throw wrong("is too long to be one of perf script", line: lines + 1)
            }
            isRead = builder.isComplete || listener.signal() != 0
        }
        if !isRead, !rest.isEmpty { throw wrong("is cut off: it has no line feed", line: lines + 1) }
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>) throws(TraceError) {
        guard let (time, line) = PerfScriptLine.read(bytes) else {
            throw wrong("is not what this prints: \(Self.fields)", line: lines)
        }
        if time > 0 {
            // perf makes up what was mapped before, at the time 0.
            if times == nil { builder.findThreadStacks() }
            let first = times?.lowerBound ?? time
            times = first...max(time, times?.upperBound ?? time)
        }
        let moment = time - min(time, times?.lowerBound ?? time)
        switch line {
        case .nothing: break
        case .record(let record):
            if case .exit(let process, let thread) = record, process == program, thread == process {
                programEnded = true
            }
            builder.add(record, at: moment)
        case .sample(let event, let process, let thread, let sp, let is32Bit):
            guard let kind = events.kind(of: event) else { return }
            if is32Bit {
                throw TraceError(
                    "\(path): line \(lines) is of a 32-bit program, and only 64-bit ones can be recorded")
            }
            guard let sp else {
                throw wrong("has no SP: perf record --user-regs=sp,ip, \(Self.fields)", line: lines)
            }
            if program == nil { program = process }
            builder.add(
                .hit(event: UInt64(kind.rawValue), process: process, thread: thread, sp: sp), at: moment)
        }
    }

    private func wrong(_ what: String, line: Int) -> TraceError {
        TraceError("\(path): line \(line) \(what)")
    }
}
