import CLibrary
import CRecording
import FileReading
import SystemPackage

/// The kernel's names for calls of the functions that are recorded, under a group of this process's own.
final class FunctionEvents {
    private let events: Int32
    private let group = "\(FunctionEvents.prefix)\(getpid())"
    private var names: [String] = []

    private static let prefix = "stack_bounds_bench_"

    init() throws(Errno) {
        events = sbs_function_events_open()
        if events < 0 { throw Errno(rawValue: -events) }
        removeAbandoned()
    }

    /// The perf events must have been closed.
    func remove() {
        for name in names { sbs_function_event_remove(events, group, name) }
        close(events)
    }

    /// The event of a function.
    ///
    /// - Returns: its number.
    func add(_ path: FilePath, offset: UInt64, isReturn: Bool) throws(Errno) -> UInt64 {
        let file = open(path.string, O_RDONLY | O_CLOEXEC)
        if file < 0 { throw Errno(rawValue: errno) }
        defer { close(file) }
        // Unique among all sets of rings of this process.
        let name = "p\(names.count)_\(UInt(bitPattern: ObjectIdentifier(self).hashValue))"
        let number = sbs_function_event_add(events, group, name, file, offset, isReturn)
        if number < 0 { throw Errno(rawValue: -number) }
        names.append(name)
        return UInt64(number)
    }

    /// Those of processes that were killed. They set no trap: a perf event does, and is gone with its process.
    private func removeAbandoned() {
        let file = openat(events, "uprobe_events", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        var bytes: [UInt8] = []
        _ = try? FileDescriptor(rawValue: file).closeAfter {
            try FileDescriptor(rawValue: file).forEachPiece { bytes.append(contentsOf: $0) }
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            // p:GROUP/NAME /path:0x1000
            let parts = line.dropFirst(2).prefix { $0 != " " }.split(separator: "/")
            guard parts.count == 2, parts[0].hasPrefix(Self.prefix),
                let process = Int32(parts[0].dropFirst(Self.prefix.count)),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            sbs_function_event_remove(events, String(parts[0]), String(parts[1]))
        }
    }
}
