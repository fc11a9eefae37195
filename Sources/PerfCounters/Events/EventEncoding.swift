import CPerfmon

/// One way to open an event: the attributes for perf_event_open(2), and what they count.
///
/// A counter may have several, in order of preference; the next is tried when the kernel refuses one for lack
/// of privilege.
struct EventEncoding: Sendable {
    var attributes: perf_event_attr
    var resolvedName: String
    var privilege: CounterPrivilege
    var note: String?

    /// Completes the attributes for the calling thread and every thread it starts from now on.
    ///
    /// The leader starts disabled and controls the others, which stay enabled.
    func attributes(reading format: ReadFormat, asLeader: Bool) -> perf_event_attr {
        var result = attributes
        result.size = UInt32(MemoryLayout<perf_event_attr>.size)
        result.read_format = format.bits
        result.inherit = 1
        result.disabled = asLeader ? 1 : 0
        return result
    }
}

/// How counts are read: a whole group at once, or event by event where the kernel refuses that.
enum ReadFormat: Sendable {
    case group
    case single

    var bits: UInt64 {
        let common =
            PERF_FORMAT_ID.rawValue | PERF_FORMAT_TOTAL_TIME_ENABLED.rawValue
            | PERF_FORMAT_TOTAL_TIME_RUNNING.rawValue
        return UInt64(self == .group ? common | PERF_FORMAT_GROUP.rawValue : common)
    }
}
