/// A record of a ring of perf events, as perf_event_open(2) describes them.
enum PerfRecord: Equatable {
    /// A probe was hit: which event, the process, the thread, SP.
    case hit(event: UInt64, process: Int32, thread: Int32, sp: UInt64)
    /// Something was mapped, or given another protection, by a thread.
    case mapping(process: Int32, thread: Int32, Mapping)
    /// A thread was made by another; it is the first of a new process where the processes differ.
    case start(process: Int32, parent: Int32, thread: Int32, parentThread: Int32)
    /// A thread ended.
    case exit(process: Int32, thread: Int32)
    /// A process executed a program: all its mappings are gone.
    case executed(process: Int32)
    /// The mappings of a process were counted, which is no record of the kernel's.
    case counted(process: Int32, mappings: Int)
    /// A window of the recording begins or ends, which is no record of the kernel's either.
    case opened
    case closed
    /// The kernel had no room for records.
    case lost(UInt64)

    /// A mapping, `lo` to `hi`.
    struct Mapping: Equatable {
        var lo: UInt64
        var hi: UInt64
        /// Offset in the file.
        var offset: UInt64 = 0
        /// PROT_READ, PROT_WRITE, PROT_EXEC.
        var protection: UInt32 = 3
        /// A path, or `//anon`, `[heap]`, `[stack]`.
        var name = ""
    }

    private enum Kind {
        static let mapping: UInt32 = 10
        static let lost: UInt32 = 2
        static let name: UInt32 = 3
        static let exit: UInt32 = 4
        static let fork: UInt32 = 7
        static let sample: UInt32 = 9
        static let lostSamples: UInt32 = 13
    }

    /// Reads the whole records at the beginning of a piece of a ring.
    ///
    /// - Parameters:
    ///   - bytes: the piece, and what was left of the one before.
    ///   - body: is told of each record and its time in nanoseconds (CLOCK_MONOTONIC).
    /// - Returns: bytes that were read; the rest is the beginning of a record.
    static func read(_ bytes: UnsafeRawBufferPointer, _ body: (UInt64, PerfRecord) -> Void) -> Int {
        var place = 0
        while place + 8 <= bytes.count {
            let size = Int(bytes.loadUnaligned(fromByteOffset: place + 6, as: UInt16.self))
            guard size >= 8, place + size <= bytes.count else { break }
            let record = UnsafeRawBufferPointer(rebasing: bytes[place..<(place + size)])
            if let (time, value) = decode(record) { body(time, value) }
            place += size
        }
        return place
    }

    private static func decode(_ record: UnsafeRawBufferPointer) -> (UInt64, PerfRecord)? {
        func number<Value: FixedWidthInteger>(_ place: Int, as: Value.Type = Value.self) -> Value {
            guard place >= 0, place + MemoryLayout<Value>.size <= record.count else { return 0 }
            return record.loadUnaligned(fromByteOffset: place, as: Value.self)
        }
        // Behind every record but samples: thread, time, event.
        let time: UInt64 = number(record.count - 16)
        let process: Int32 = number(8)
        switch number(0, as: UInt32.self) {
        case Kind.sample:
            // Event, thread, time, the kind of registers (0 for none), SP.
            guard record.count >= 48 else { return nil }
            return (
                number(24),
                .hit(
                    event: number(8), process: number(16), thread: number(20), sp: number(40))
            )
        case Kind.mapping:
            guard record.count >= 72 + 24 else { return nil }
            let lo: UInt64 = number(16)
            let name = record[72..<(record.count - 24)].prefix { $0 != 0 }
            let mapping = Mapping(
                lo: lo, hi: lo &+ number(24), offset: number(32), protection: number(64),
                name: String(decoding: name, as: UTF8.self))
            return (time, .mapping(process: process, thread: number(12), mapping))
        case Kind.fork:
            return (
                time,
                .start(
                    process: process, parent: number(12), thread: number(16), parentThread: number(20))
            )
        case Kind.exit: return (time, .exit(process: process, thread: number(16)))
        case Kind.name:
            let isExecution = number(4, as: UInt16.self) & (1 << 13) != 0
            return isExecution ? (time, .executed(process: process)) : nil
        case Kind.lost: return (time, .lost(number(16)))
        case Kind.lostSamples: return (time, .lost(number(8)))
        default: return nil
        }
    }
}
