import CLibrary
import CRecording
import FileReading
import SystemPackage

/// Records the callbacks of a program.
public struct Recorder {
    /// What whoever records is to be told and asked meanwhile.
    public struct Listener {
        /// A line for the user.
        public var note: (String) -> Void
        /// The number of the signal that asks for an end; 0 for none.
        public var signal: () -> Int32
        /// Readable once such a signal has come.
        public var wakeUp: Int32?
        /// The advice on a name that is not there: `did you mean 'x'?`; nil where no other is near.
        public var nearest: (String, [String]) -> String?

        /// Creates a listener.
        public init(
            note: @escaping (String) -> Void, signal: @escaping () -> Int32, wakeUp: Int32?,
            nearest: @escaping (String, [String]) -> String?
        ) {
            (self.note, self.signal, self.wakeUp, self.nearest) = (note, signal, wakeUp, nearest)
        }
    }

    private let request: RecordingRequest
    private let listener: Listener

    /// Creates a recorder.
    public init(_ request: RecordingRequest, listener: Listener) {
        self.request = request
        self.listener = listener
    }

    /// Records until the program ends, or the request or a signal says so, and writes the trace as it goes.
    ///
    /// - Throws: `TraceError` when nothing can be recorded.
    public func record() throws(TraceError) -> RecordingResult {
        if let text = request.perfScript {
            var recording = PerfScriptRecording(request, of: text, listener: listener)
            return try recording.record()
        }
        let file =
            if let process = request.process {
                try ProgramFile(process: process)
            } else {
                try ProgramFile(request.command.first ?? "")
            }
        let plan = try ProbePlan(
            request, executable: file.executable,
            libraries: { request.process.map(Self.libraries) ?? file.libraries() }, nearest: listener.nearest)
        let cpuTime = CPUTime(of: request.process)
        let setup = try ProbeSetup.make(request, plan: plan, file: file)
        let session = RecordingSession(
            request, listener: listener, setup: setup, program: file.executable, cpuTime: cpuTime)
        return try session.run()
    }

    /// The files that a process has mapped to execute.
    private static func libraries(of process: Int32) -> [FilePath] {
        executableFiles(inMaps: processText(process, "maps") ?? "").map { FilePath($0) }
    }
}

/// The CPU time that the program takes while it is recorded.
struct CPUTime {
    private let process: Int32?
    private let before: UInt64?

    init(of process: Int32?) {
        self.process = process
        before = process.map { RecordedProcess.cpuTime(of: $0) } ?? RecordedProcess.cpuTimeOfChildren
    }

    /// Nanoseconds; nil for unknown.
    func elapsed(started: Int32, hasEnded: Bool) -> UInt64? {
        guard let before else { return nil }
        if let process { return RecordedProcess.cpuTime(of: process).map { $0 - min($0, before) } }
        return hasEnded ? RecordedProcess.cpuTimeOfChildren - before : RecordedProcess.cpuTime(of: started)
    }
}
