import CPerfmon

/// A tracepoint's name, `subsystem:event`.
struct TracepointName: Sendable, Hashable {
    var subsystem: String
    var event: String

    /// The tracepoint that every system call passes on its way in.
    static let systemCalls = TracepointName(subsystem: "raw_syscalls", event: "sys_enter")

    /// Below the root of tracefs.
    var identifierPath: String { "events/\(subsystem)/\(event)/id" }

    var description: String { "\(subsystem):\(event)" }

    /// Whether starting and stopping the counters, which are ioctl(2) calls, passes this tracepoint.
    ///
    /// Only the exit of the call that enables the event is counted, and only the entry of the call that
    /// disables it, so entry and exit tracepoints give the same number.
    var seesOwnControl: Bool {
        switch (subsystem, event) {
        case ("raw_syscalls", "sys_enter"), ("raw_syscalls", "sys_exit"): true
        case ("syscalls", "sys_enter_ioctl"), ("syscalls", "sys_exit_ioctl"): true
        default: false
        }
    }

    /// The tracepoint with the number that tracefs gives it. Tracepoints are in the kernel, so no mode is
    /// excluded: with `exclude_kernel` nothing would be counted.
    func encoding(identifier: UInt64) -> EventEncoding {
        var attributes = perf_event_attr()
        attributes.type = PERF_TYPE_TRACEPOINT.rawValue
        attributes.config = identifier
        return EventEncoding(
            attributes: attributes, resolvedName: description, privilege: .userAndKernel, note: nil)
    }
}

extension TracepointName {
    /// Nil if `text` cannot be a tracepoint: a word of modifiers after the colon (`cycle:u`) is a
    /// misspelt event.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let modifiers: Set = ["u", "k", "h", "uk", "ku", "p", "pp", "ppp", "mg", "mh"]
        guard parts.count == 2, parts.allSatisfy(Self.isWord), !modifiers.contains(String(parts[1])) else {
            return nil
        }
        self.init(subsystem: String(parts[0]), event: String(parts[1]))
    }

    private static func isWord(_ part: Substring) -> Bool {
        !part.isEmpty
            && part.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
