import CLibrary
import CRecording
import FileReading
import Synchronization
import SystemPackage

/// The kernel's names for calls of the functions that are recorded, under a group of this process's own.
final class FunctionEvents {
    private let events: Int32
    private let group: String
    private var number: UInt32 = 0
    /// Takes the names away, also when this process is killed.
    private var guardian = sbs_event_guard()

    private static let prefix = "stack_bounds_bench_"
    /// Groups of this process.
    private static let made = Atomic(0)

    init() throws(Errno) {
        let serial = Self.made.add(1, ordering: .relaxed).newValue
        group = "\(Self.prefix)\(getpid())_\(serial)"
        events = sbs_function_events_open()
        if events < 0 { throw Errno(rawValue: -events) }
        let result = sbs_event_guard_start(events, group, &guardian)
        if result < 0 {
            close(events)
            throw Errno(rawValue: -result)
        }
        removeAbandoned()
    }

    /// The perf events must have been closed.
    func remove() {
        sbs_event_guard_end(&guardian)
        close(events)
    }

    /// The event of a function.
    ///
    /// - Returns: its number.
    func add(_ path: FilePath, offset: UInt64, isReturn: Bool) throws(Errno) -> UInt64 {
        let file = open(path.string, O_RDONLY | O_CLOEXEC)
        if file < 0 { throw Errno(rawValue: errno) }
        defer { close(file) }
        let event = sbs_function_event_add(events, group, number, file, offset, isReturn)
        if event < 0 { throw Errno(rawValue: -event) }
        number += 1
        return UInt64(event)
    }

    /// Those of processes that were killed together with their guardian. They set no trap: a perf event does, and is
    /// gone with its process.
    private func removeAbandoned() {
        let file = openat(events, "uprobe_events", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        var bytes: [UInt8] = []
        _ = try? FileDescriptor(rawValue: file).closeAfter {
            try FileDescriptor(rawValue: file).forEachPiece { bytes.append(contentsOf: $0) }
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            // p:stack_bounds_bench_1234_1/p0 /path:0x1000
            let parts = line.dropFirst(2).prefix { $0 != " " }.split(separator: "/")
            guard parts.count == 2, parts[0].hasPrefix(Self.prefix),
                let process = Int32(parts[0].dropFirst(Self.prefix.count).prefix { $0 != "_" }),
                let number = UInt32(parts[1].dropFirst()),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            sbs_function_event_remove(events, String(parts[0]), number)
        }
    }
}
