import CPerfmon

/// A libpfm4 event name, resolved to the ways in which it can be opened.
struct EventName {
    var source: CounterSource
    var unit: CounterUnit
    var choices: [EventEncoding]

    /// Counts both modes unless the name chooses one, and falls back to user mode where that still counts
    /// something.
    ///
    /// By default libpfm4 leaves out the kernel, and then an event that only happens there, such as a context
    /// switch, always reads 0.
    init(_ name: String) throws(CounterNameError) {
        let both = try Self.encode(name, PFM_PLM0 | PFM_PLM3)
        let user = try Self.encode(name, PFM_PLM3)
        let kernel = try Self.encode(name, PFM_PLM0)
        let isExplicit = user.attributes.exclude_kernel == kernel.attributes.exclude_kernel
        let kind = SoftwareEvent(both.attributes)

        source = both.attributes.type == PERF_TYPE_SOFTWARE.rawValue ? .software : .hardware
        unit = kind == .clock ? .nanoseconds : .events
        choices = []
        switch (isExplicit, kind) {
        case (true, .scheduling) where both.attributes.exclude_kernel != 0: throw .kernelOnly(name)
        case (true, _), (false, .scheduling): try append(both, name)
        case (false, _):
            try append(both, name)
            try append(user, name)
        }
        guard kind == .clock else { return }
        for index in choices.indices where choices[index].privilege != .userAndKernel {
            choices[index].privilege = .userAndKernel
            choices[index].note =
                isExplicit ? "the kernel does not split this clock by mode: it covers user and kernel" : nil
        }
    }

    /// The kind of an event that libpfm4 was not asked about, or could not tell.
    static func source(guessedOf name: String) -> CounterSource {
        let software = [
            "alignment-faults", "context-switches", "cpu-clock", "cpu-migrations", "emulation-faults",
            "major-faults", "minor-faults", "page-faults", "task-clock",
        ]
        return software.contains { name == $0 || name.hasPrefix("\($0):") } ? .software : .hardware
    }

    private mutating func append(_ encoded: Encoded, _ name: String) throws(CounterNameError) {
        let privilege: CounterPrivilege
        switch (encoded.attributes.exclude_user, encoded.attributes.exclude_kernel) {
        case (0, 0): privilege = .userAndKernel
        case (0, _): privilege = .user
        case (_, 0): privilege = .kernel
        default: throw .countsNothing(name)
        }
        let note = choices.isEmpty ? nil : "user mode only: the kernel refused to count kernel mode"
        choices.append(
            EventEncoding(
                attributes: encoded.attributes, resolvedName: encoded.resolvedName, privilege: privilege,
                note: note))
    }

    private typealias Encoded = (attributes: perf_event_attr, resolvedName: String)

    private static func encode(_ name: String, _ modes: Int32) throws(CounterNameError) -> Encoded {
        do {
            return try Libpfm.encode(name, defaultModes: modes)
        } catch {
            switch error.code {
            case PFM_ERR_NOTSUPP: throw .noTable(name)
            case PFM_ERR_ATTR, PFM_ERR_ATTR_VAL, PFM_ERR_ATTR_SET, PFM_ERR_UMASK, PFM_ERR_FEATCOMB:
                throw .modifier(name)
            default: throw .unknown(name)
            }
        }
    }
}

/// How the kernel treats the mode bits of a software event.
private enum SoftwareEvent {
    /// The clocks ignore them.
    case clock
    /// Scheduler events are counted in kernel mode only.
    case scheduling
    case other

    init(_ attributes: perf_event_attr) {
        guard attributes.type == PERF_TYPE_SOFTWARE.rawValue else {
            self = .other
            return
        }
        switch attributes.config {
        case UInt64(PERF_COUNT_SW_CPU_CLOCK.rawValue), UInt64(PERF_COUNT_SW_TASK_CLOCK.rawValue):
            self = .clock
        case UInt64(PERF_COUNT_SW_CONTEXT_SWITCHES.rawValue),
            UInt64(PERF_COUNT_SW_CPU_MIGRATIONS.rawValue), UInt64(PERF_COUNT_SW_CGROUP_SWITCHES.rawValue):
            self = .scheduling
        default: self = .other
        }
    }
}
