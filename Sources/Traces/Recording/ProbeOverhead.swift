import CLibrary
import CRecording
import FileReading
import SystemPackage

/// What a hit costs the program that is recorded, found by probing a function of this one.
enum ProbeOverhead {
    private static let calls: UInt64 = 200
    private static let batches = 20

    /// Nanoseconds that a probe adds to a call; nil when it cannot be measured.
    static func measure(_ source: RecordingRequest.Source) -> UInt64? {
        let plain = time()
        guard let (path, offset, address) = target,
            let rings = try? ProbeRings(tasks: [0], beginsAtExec: false)
        else { return nil }
        do throws(Errno) {
            switch source {
            case .uprobe:
                let event = try rings.functions().add(path, offset: offset, isReturn: false)
                _ = try rings.add(SBS_PROBE_FUNCTION, place: event, tasks: [0])
            case .breakpoint: _ = try rings.add(SBS_PROBE_BREAKPOINT, place: address, tasks: [0])
            }
        } catch {
            return nil
        }
        rings.begin()
        let probed = time()
        return probed > plain ? (probed - plain) / calls : 0
    }

    /// Of the fastest of some batches, since others may use the CPU.
    private static func time() -> UInt64 {
        (0..<batches).map { _ in
            let start = now()
            for _ in 0..<calls { sbs_probe_target() }
            return now() - start
        }.min() ?? 0
    }

    /// CLOCK_MONOTONIC in nanoseconds.
    static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// Where the function is, in this process and in its file.
    private static var target: (path: FilePath, offset: UInt64, address: UInt64)? {
        let function: @convention(c) () -> Void = sbs_probe_target
        let address = UInt64(UInt(bitPattern: unsafeBitCast(function, to: UnsafeRawPointer.self)))
        let space = AddressSpace(maps: kernelText("/proc/self/maps") ?? "")
        guard let index = space.index(of: address) else { return nil }
        let mapping = space.mappings[index]
        return (FilePath(mapping.name), address - mapping.lo + mapping.offset, address)
    }
}
