import CLibrary
import CRecording
import FileReading
import SystemPackage

/// The probes of a program and the rings, one for each CPU, in which they report. Closing their descriptors, which
/// the end of this process does too, removes every probe.
final class ProbeRings {
    private struct CPURing {
        let cpu: Int32
        let owner: Int32
        var ring: sbs_event_ring
        var rest: [UInt8] = []
    }

    private var rings: [CPURing] = []
    private var descriptors: [Int32] = []
    private let beginsAtExec: Bool
    private var functionEvents: FunctionEvents?
    private var anchors: [Int32: Int32] = [:]
    private var waiting: [Int32] = []
    private var probes: [Int32] = []

    /// - Parameters:
    ///   - tasks: the threads of the program.
    ///   - beginsAtExec: whether nothing is reported until the program executes another.
    /// - Throws: what the kernel says.
    init(tasks: [Int32], beginsAtExec: Bool) throws(Errno) {
        self.beginsAtExec = beginsAtExec
        for task in tasks { anchor(task) }
        for cpu in Self.onlineCPUs {
            for (index, task) in tasks.enumerated() {
                let event = try open(kind: SBS_PROBE_NOTHING, place: 0, task: task, cpu: cpu)
                if index == 0 {
                    rings.append(CPURing(cpu: cpu, owner: event, ring: try Self.map(event)))
                } else {
                    try share(event)
                }
            }
        }
    }

    deinit {
        for index in rings.indices { sbs_event_ring_unmap(&rings[index].ring) }
        for descriptor in descriptors + anchors.values { close(descriptor) }
        functionEvents?.remove()
    }

    /// Descriptors that can be polled.
    var owners: [Int32] { rings.map(\.owner) }

    /// Puts a probe on threads, and on those that they start.
    ///
    /// - Parameters:
    ///   - kind: the event of a function, or a breakpoint.
    ///   - place: its number, or its address.
    ///   - tasks: the threads.
    ///   - beginsAtExec: as in the initializer; nil for the same.
    /// - Returns: the numbers of its events.
    /// - Throws: what the kernel says.
    func add(
        _ kind: sbs_probe_kind, place: UInt64, tasks: [Int32], beginsAtExec: Bool? = nil
    ) throws(Errno) -> [UInt64] {
        var identifiers: [UInt64] = []
        for ring in rings {
            for task in tasks {
                let event: Int32
                do throws(Errno) {
                    event = try open(
                        kind: kind, place: place, task: task, cpu: ring.cpu, beginsAtExec: beginsAtExec)
                } catch .noSuchProcess {
                    continue  // the thread has ended
                }
                try Self.check(sbs_probe_share_ring(event, ring.owner))
                var identifier: UInt64 = 0
                try Self.check(sbs_probe_identifier(event, &identifier))
                identifiers.append(identifier)
                probes.append(event)
                if !(beginsAtExec ?? self.beginsAtExec) { waiting.append(event) }
            }
        }
        return identifiers
    }

    /// Switches on what was added, the last first: where ends are added behind the callbacks that they end, no callback
    /// is seen without its end. Setting a probe takes milliseconds, in which a program calls back many times.
    func begin() {
        for event in waiting.reversed() { sbs_probe_begin(event) }
        waiting = []
    }

    /// Switches all probes off, also those that were inherited, or on again in the order of `begin`.
    func setProbes(on: Bool) {
        for event in probes.reversed() {
            if on { sbs_probe_begin(event) } else { sbs_probe_pause(event) }
        }
    }

    /// Keeps the kernel from exchanging the events of a thread with those of another. Where threads have nothing but
    /// equal inherited events it exchanges all of them instead of switching each, but what it knows of the
    /// process that a function's event is for stays behind; when one of the two threads ends, the trap goes from
    /// the other's process (Linux 6.18; a tenth of the callbacks of forked processes was missing). An event that
    /// is not inherited makes them unequal.
    func anchor(_ thread: Int32) {
        var probe = sbs_event_probe(
            kind: SBS_PROBE_ANCHOR, place: 0, waits: false, begins_at_exec: false, inherits: false)
        let event = sbs_probe_open(&probe, thread, -1)
        if event >= 0 { anchors[thread] = event }
    }

    /// A thread has ended.
    func removeAnchor(_ thread: Int32) {
        if let event = anchors.removeValue(forKey: thread) { close(event) }
    }

    /// The events of functions, made when the first is needed and removed with this object.
    func functions() throws(Errno) -> FunctionEvents {
        if let made = functionEvents { return made }
        let made = try FunctionEvents()
        functionEvents = made
        return made
    }

    /// Takes what is there.
    func read(_ body: (UInt64, PerfRecord) -> Void) {
        for index in rings.indices {
            // A piece is no more than the ring holds, so that a busy program cannot keep this here.
            var capacity = Int(rings[index].ring.pages) * Self.pageSize
            while capacity > 0 {
                let wanted = min(capacity, 1 << 20)
                let kept = rings[index].rest
                var bytes = [UInt8](unsafeUninitializedCapacity: kept.count + wanted) { buffer, count in
                    let raw = UnsafeMutableRawBufferPointer(buffer)
                    raw.copyBytes(from: kept)
                    count =
                        kept.count
                        + sbs_event_ring_read(&rings[index].ring, raw.baseAddress! + kept.count, wanted)
                }
                let new = bytes.count - kept.count
                let done = bytes.withUnsafeBytes { PerfRecord.read($0, body) }
                bytes.removeFirst(done)
                rings[index].rest = bytes
                if new < wanted { break }
                capacity -= new
            }
        }
    }

    private func share(_ event: Int32) throws(Errno) {
        guard let owner = rings.last?.owner else { return }
        try Self.check(sbs_probe_share_ring(event, owner))
    }

    private func open(
        kind: sbs_probe_kind, place: UInt64, task: Int32, cpu: Int32, beginsAtExec: Bool? = nil
    ) throws(Errno) -> Int32 {
        let waits = kind != SBS_PROBE_NOTHING && !(beginsAtExec ?? self.beginsAtExec)
        var probe = sbs_event_probe(
            kind: kind, place: place, waits: waits, begins_at_exec: beginsAtExec ?? self.beginsAtExec,
            inherits: true)
        let result = sbs_probe_open(&probe, task, cpu)
        try Self.check(result)
        descriptors.append(result)
        return result
    }

    /// As large as the limits of locked memory allow, from 16 MiB down.
    private static func map(_ event: Int32) throws(Errno) -> sbs_event_ring {
        var ring = sbs_event_ring()
        var pages = (16 << 20) / pageSize
        while true {
            let result = sbs_event_ring_map(&ring, event, pages)
            if result >= 0 { return ring }
            guard pages > 8, result == -Errno.notPermitted.rawValue || result == -Errno.noMemory.rawValue
            else { throw Errno(rawValue: -result) }
            pages /= 2
        }
    }

    private static func check(_ result: Int32) throws(Errno) {
        if result < 0 { throw Errno(rawValue: -result) }
    }

    private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

    /// `0-3,8`
    private static var onlineCPUs: [Int32] {
        let text = kernelText("/sys/devices/system/cpu/online") ?? "0"
        return text.split(whereSeparator: { $0 == "," || $0 == "\n" }).flatMap { part -> [Int32] in
            let ends = part.split(separator: "-").compactMap { Int32($0) }
            guard let first = ends.first, let last = ends.last, first <= last else { return [] }
            return Array(first...last)
        }
    }
}
