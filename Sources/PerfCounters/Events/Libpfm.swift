import CPerfmon
import Synchronization

/// libpfm4: event names to attributes.
///
/// It knows names on machines that lack the hardware, so success here is not availability. It has global
/// state and is not thread-safe, so there is a lock.
enum Libpfm {
    struct Failure: Error, Equatable {
        var code: Int32
    }

    private static let lock = Mutex(())
    private static let initialisation: Int32 = pfm_initialize()

    /// Encodes `name`; `defaultModes` (`PFM_PLM0` kernel, `PFM_PLM3` user) apply where the name itself
    /// chooses none.
    static func encode(
        _ name: String, defaultModes: Int32
    ) throws(Failure) -> (attributes: perf_event_attr, resolvedName: String) {
        try lock.withLock { (_) throws(Failure) in
            guard initialisation == PFM_SUCCESS else { throw Failure(code: initialisation) }
            return try encodeLocked(name, defaultModes: defaultModes)
        }
    }

    private static func encodeLocked(
        _ name: String, defaultModes: Int32
    ) throws(Failure) -> (attributes: perf_event_attr, resolvedName: String) {
        // libpfm4 may have been built with a longer perf_event_attr than this kernel header's, so leave room
        // behind it.
        let room = UnsafeMutablePointer<perf_event_attr>.allocate(capacity: 4)
        room.initialize(repeating: perf_event_attr(), count: 4)
        defer { room.deallocate() }
        var resolved: UnsafeMutablePointer<CChar>?
        let code = withUnsafeMutablePointer(to: &resolved) { resolved in
            var argument = pfm_perf_encode_arg_t()
            argument.attr = room
            argument.fstr = resolved
            argument.size = MemoryLayout<pfm_perf_encode_arg_t>.size
            return pfm_get_os_event_encoding(name, defaultModes, PFM_OS_PERF_EVENT, &argument)
        }
        defer { free(resolved) }
        guard code == PFM_SUCCESS else { throw Failure(code: code) }
        return (room.pointee, resolved.map { String(cString: $0) } ?? name)
    }
}
