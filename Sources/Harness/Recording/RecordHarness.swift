import BenchResults
import Processes
import SystemPackage
import Traces

/// Records a program: what `bench record` does.
package enum RecordHarness {
    /// Records, and says meanwhile what there is to say.
    ///
    /// - Throws: `TraceError` when nothing could be recorded, `UsageError` for what makes no sense.
    package static func record(
        _ request: RecordingRequest, note: @escaping (String) -> Void
    ) throws -> RecordingResult {
        try check(request)
        return try Interruption.guarding {
            let listener = Recorder.Listener(
                note: note,
                signal: {
                    Interruption.stopIfWanted()
                    do throws(Interrupted) {
                        try Interruption.check()
                        return 0
                    } catch {
                        return error.signal
                    }
                },
                wakeUp: Interruption.descriptor?.rawValue,
                nearest: { UnknownName($0, choices: $1).suggestion })
            return try Recorder(request, listener: listener).record()
        }
    }

    private static func check(_ request: RecordingRequest) throws(UsageError) {
        if request.entries.isEmpty {
            throw UsageError(
                "--at SYMBOL: name the function through which C calls the runtime, or --runtime with one of "
                    + RuntimePreset.names.joined(separator: ", "))
        }
        if request.perfScript != nil {
            guard request.command.isEmpty, request.process == nil else {
                throw UsageError("--from-perf-script and a program: give one or the other")
            }
            let others: [(String, Bool)] = [
                ("--source", request.source != nil), ("--duration", request.duration != nil),
                ("--window", request.window != nil),
            ]
            if let (option, _) = others.first(where: \.1) {
                throw UsageError("\(option): a text of perf script has been recorded already; leave it out")
            }
        }
        switch (request.command.isEmpty && request.perfScript == nil, request.process) {
        case (true, nil):
            throw UsageError("give the program to record behind --, or --pid with one that runs")
        case (false, .some): throw UsageError("--pid and a command: give one or the other")
        default: break
        }
        if request.mostCallbacks == 0 { throw UsageError("--max-callbacks 0: must be 1 or more") }
    }

    /// The windows of a recording.
    ///
    /// - Throws: `UsageError` for a text that means none, with the form.
    package static func window(_ text: String) throws(UsageError) -> RecordingRequest.Window {
        guard let window = RecordingRequest.Window(text) else {
            throw UsageError("write a part and a longer period, 100ms/1s, each from 1ms to 60m")
        }
        return window
    }

    /// Where a trace goes when nothing is said.
    package static func newPath() -> FilePath {
        ResultPath.new(prefix: "").removingLastComponent().appending(
            (ResultPath.new(prefix: "").stem ?? "recording") + ".trace")
    }

    /// The functions of a runtime.
    ///
    /// - Throws: `UsageError` for one that has none on record.
    package static func preset(_ name: String) throws(UsageError) -> RuntimePreset {
        guard let preset = RuntimePreset.all.first(where: { $0.name == name }) else {
            throw UsageError("--runtime '\(name)': \(UnknownName(name, choices: RuntimePreset.names).advice)")
        }
        return preset
    }
}
