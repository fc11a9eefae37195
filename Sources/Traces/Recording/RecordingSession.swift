import CLibrary
import CRecording
import FileReading
import SystemPackage

/// The time in which a program runs and its trace is written.
final class RecordingSession {
    private let request: RecordingRequest
    private let listener: Recorder.Listener
    private var setup: ProbeSetup
    private let cpuTime: CPUTime
    private let header: TraceHeader
    private var builder: TraceBuilder
    private let roles = Roles()
    private var order = RecordOrder()
    private var nextCount: UInt64 = 0
    /// When all probes were set: that takes a second where the machine is busy, in which nothing is recorded.
    private var began: UInt64 = 0
    private var windows: WindowSchedule?
    private var notes: [String] = []

    /// Found by the builder while there are more.
    private final class Roles {
        var kinds: [UInt64: Trace.EventKind] = [:]
    }

    init(
        _ request: RecordingRequest, listener: Recorder.Listener, setup: ProbeSetup, program: FilePath,
        cpuTime: CPUTime
    ) {
        self.request = request
        self.listener = listener
        self.setup = setup
        self.cpuTime = cpuTime
        var header = TraceHeader(of: request, program: program)
        header.source = setup.source.rawValue
        header.reason = setup.reason
        header.overhead = setup.overhead
        self.header = header
        roles.kinds = setup.roles
        let roles = roles
        builder = TraceBuilder(
            header, start: setup.start, most: request.mostCallbacks, stackLimit: mainStackLimit(of:)
        ) { roles.kinds[$0] }
    }

    func run() throws(TraceError) -> RecordingResult {
        let file = try TraceOutput(request.output)
        builder.snapshot(setup.process.pid)
        if setup.isAtEntry { setup.process.release() }
        began = ProbeOverhead.now()
        windows = request.window.map { WindowSchedule($0, beginning: began) }
        // A program that was started calls back before all is ready here, but not unseen.
        order.add(.opened, at: request.process == nil ? setup.start : began)
        let reason = try follow(file)
        // Nothing is probed from here on.
        let pid = setup.process.pid
        let duration = ProbeOverhead.now() - setup.start
        let cpuTime = cpuTime.elapsed(started: pid, hasEnded: setup.process.hasEnded())
        builder.addUncounted(at: ProbeOverhead.now())
        builder.encoder.add(
            Trace.End(time: duration, lost: builder.lost, reason: reason, cpuTime: cpuTime))
        try file.write(builder.encoder.take())
        if builder.encoder.callbacks == 0, let error = setup.plan.neverFound(nearest: listener.nearest) {
            file.remove()
            throw error
        }
        notes += builder.notes
        if builder.executions > 1, setup.source == .breakpoint {
            notes.append(
                "the program executed another, whose callbacks breakpoints do not see: record that one")
        }
        return RecordingResult(
            callbacks: builder.encoder.callbacks, threads: builder.encoder.threadCount,
            stacks: builder.encoder.stackCount, lost: builder.lost, duration: duration,
            recorded: builder.recorded, header: header,
            reason: reason, status: status(), notes: notes)
    }

    /// A program that was started is waited for, but not after a signal.
    private func status() -> Int32? {
        let signal = listener.signal()
        if signal != 0 { return 128 + signal }
        return setup.process.waitForEnd { listener.signal() != 0 }
            ?? (request.process == nil ? 128 + listener.signal() : 0)
    }

    /// Takes records until there is a reason to end.
    private func follow(_ file: TraceOutput) throws(TraceError) -> String {
        while true {
            let hasEnded = setup.process.hasEnded()
            takeRecords(isLast: false)
            try file.write(builder.encoder.take())
            probeNewFiles()
            countMappings()
            turnWindows()
            if let reason = reasonToEnd(hasEnded) {
                order.add(.closed, at: ProbeOverhead.now())
                takeRecords(isLast: true)
                try file.write(builder.encoder.take())
                return reason
            }
            wait()
        }
    }

    private func turnWindows() {
        guard let isOpening = windows?.turn(at: ProbeOverhead.now()) else { return }
        // All probes are on from the moment that is noted on, or until then.
        if isOpening { setup.rings.setProbes(on: true) }
        order.add(isOpening ? .opened : .closed, at: ProbeOverhead.now())
        if !isOpening { setup.rings.setProbes(on: false) }
    }

    private func reasonToEnd(_ hasEnded: Bool) -> String? {
        if hasEnded { return "the program ended" }
        if builder.isComplete { return "\(request.mostCallbacks) callbacks were recorded" }
        if listener.signal() != 0 { return "ended by signal \(listener.signal())" }
        guard let duration = request.duration, ProbeOverhead.now() - began >= duration else {
            return nil
        }
        return "the time was up"
    }

    private func takeRecords(isLast: Bool) {
        let begin = ProbeOverhead.now()
        var started: [Int32] = []
        setup.rings.read { time, record in
            order.add(record, at: time)
            if case .start(_, _, let thread, _) = record { started.append(thread) }
            if case .exit(_, let thread) = record { setup.rings.removeAnchor(thread) }
        }
        for thread in started { setup.rings.anchor(thread) }
        order.take(before: isLast ? .max : order.roundBegan) { builder.add($1, at: $0) }
        order.roundBegan = begin
    }

    /// What was not found at first may be in a library that the program has loaded now.
    private func probeNewFiles() {
        for (process, files) in builder.takeNewFiles() {
            for place in files.flatMap({ setup.plan.look(in: $0) }) {
                let tasks = RecordedProcess.tasks(of: process)
                do throws(TraceError) {
                    let added = try ProbeSetup.add(
                        place, setup.source, process, tasks, to: setup.rings, &setup.plan, isRunning: true)
                    setup.rings.begin()
                    for identifier in added { roles.kinds[identifier] = place.point.kind }
                    notes.append(
                        "\(place.point.symbol) is in \(place.file), which was loaded later: calls of its first "
                            + "moments may be missing; --at \(place.file):\(place.point.symbol) has them all")
                } catch {
                    notes.append("\(place.point.symbol): \(error)")
                }
            }
        }
    }

    /// At most a twentieth of the time.
    private func countMappings() {
        let now = ProbeOverhead.now()
        guard now >= nextCount else { return }
        for (process, _) in builder.processNumbers {
            if let maps = processText(process, "maps"), !maps.isEmpty {
                let count = maps.utf8.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
                order.add(.counted(process: process, mappings: count), at: now)
            }
        }
        nextCount = now + max(2_000_000, 20 * (ProbeOverhead.now() - now))
    }

    private func wait() {
        var polled = (setup.rings.owners + [listener.wakeUp ?? -1]).map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        poll(&polled, nfds_t(polled.count), setup.plan.missing.isEmpty ? 2 : 1)
    }
}
