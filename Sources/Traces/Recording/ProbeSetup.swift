import CLibrary
import CRecording
import FileReading
import SystemPackage

/// A program whose probes are set and that is about to run, or runs.
struct ProbeSetup {
    let source: RecordingRequest.Source
    /// Why it is not a better source; empty where it is the best.
    let reason: String
    let overhead: UInt64?
    var plan: ProbePlan
    var process: RecordedProcess
    let rings: ProbeRings
    /// What a hit of each event means.
    var roles: [UInt64: Trace.EventKind]
    /// Whether the program waits at its entry.
    let isAtEntry: Bool
    /// CLOCK_MONOTONIC at the beginning, in nanoseconds.
    let start: UInt64

    /// Goes down the ladder of sources: probes of the kernel where they are allowed, else breakpoints.
    static func make(
        _ request: RecordingRequest, plan: ProbePlan, file: ProgramFile
    ) throws(TraceError) -> ProbeSetup {
        if request.source == .breakpoint {
            return try make(request, plan, file, .breakpoint, reason: "as asked for")
        }
        do {
            return try make(request, plan, file, .uprobe, reason: "")
        } catch  where error.isProbeRefused && request.source == nil {
            return try make(request, plan, file, .breakpoint, reason: error.description)
        } catch {
            throw TraceError(error.description, isUsage: error.isUsage)
        }
    }

    private static func make(
        _ request: RecordingRequest, _ plan: ProbePlan, _ file: ProgramFile,
        _ source: RecordingRequest.Source, reason: String
    ) throws(TraceError) -> ProbeSetup {
        let stopsAtEntry = source == .breakpoint && request.process == nil
        if source == .breakpoint, plan.places.contains(where: \.point.isReturn) {
            throw TraceError(
                "--end return: needs uprobes\(reason.isEmpty ? "" : " (\(reason))"): name a function that ends "
                    + "a callback instead")
        }
        let overhead = ProbeOverhead.measure(source)
        var process: RecordedProcess
        if let pid = request.process {
            process = RecordedProcess(pid: pid)
        } else {
            process = try RecordedProcess(request.command, at: file.command, stopsAtEntry: stopsAtEntry)
        }
        let start = ProbeOverhead.now()
        let name = request.command.first ?? ""
        if stopsAtEntry { try process.execute(stoppingAtEntry: true, name: name) }
        var plan = plan
        do {
            let isStarted = request.process != nil || stopsAtEntry
            let tasks = isStarted ? RecordedProcess.tasks(of: process.pid) : [process.pid]
            let rings = try opening(source) { () throws(Errno) in
                try ProbeRings(tasks: tasks, beginsAtExec: !isStarted)
            }
            var roles: [UInt64: Trace.EventKind] = [:]
            for place in plan.places {
                let added = try add(place, source, process.pid, tasks, to: rings, &plan)
                for identifier in added { roles[identifier] = place.point.kind }
            }
            rings.begin()
            if request.process == nil, !stopsAtEntry {
                try process.execute(stoppingAtEntry: false, name: name)
            }
            return ProbeSetup(
                source: source, reason: reason, overhead: overhead, plan: plan, process: process,
                rings: rings,
                roles: roles, isAtEntry: stopsAtEntry, start: start)
        } catch {
            if request.process == nil { stopsAtEntry ? process.release() : process.abandon() }
            throw error
        }
    }

    /// Sets one probe on threads of a process.
    ///
    /// - Returns: the numbers of its events.
    static func add(
        _ place: ProbePlan.Place, _ source: RecordingRequest.Source, _ pid: Int32, _ tasks: [Int32],
        to rings: ProbeRings, _ plan: inout ProbePlan, isRunning: Bool = false
    ) throws(TraceError) -> [UInt64] {
        let begins = isRunning ? false : nil
        switch source {
        case .uprobe:
            return try opening(source) { () throws(Errno) in
                let event = try rings.functions().add(
                    place.file, offset: place.offset, isReturn: place.point.isReturn)
                return try rings.add(SBS_PROBE_FUNCTION, place: event, tasks: tasks, beginsAtExec: begins)
            }
        case .breakpoint:
            let space = AddressSpace(maps: processText(pid, "maps") ?? "")
            var identifiers: [UInt64] = []
            for address in plan.addresses(of: place, in: space) {
                identifiers += try opening(source) { () throws(Errno) in
                    try rings.add(
                        SBS_PROBE_BREAKPOINT, place: address, tasks: tasks, beginsAtExec: begins)
                }
            }
            return identifiers
        }
    }

    private static func opening<Value>(
        _ source: RecordingRequest.Source, _ body: () throws(Errno) -> Value
    ) throws(TraceError) -> Value {
        do throws(Errno) {
            return try body()
        } catch {
            throw TraceError(opening: source, error)
        }
    }
}
