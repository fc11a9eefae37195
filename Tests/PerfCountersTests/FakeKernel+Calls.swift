import CPerfmon
import Synchronization
import SystemPackage

@testable import PerfCounters

extension FakeKernel {
    private static let ioctlAddress = UInt64(cperf_function("ioctl"))

    func open(_ attributes: perf_event_attr, _ leader: Int32) throws(Errno) -> Int32 {
        try refuse(.openEvent(type: attributes.type, config: FakeKernel.config(attributes)))
        let reads = attributes.read_format & UInt64(PERF_FORMAT_GROUP.rawValue)
        if reads != 0, !behaviour.allowsInheritedGroupReads { throw .invalidArgument }
        if attributes.exclude_kernel == 0, !behaviour.allowsKernelMode { throw .permissionDenied }
        if attributes.type == PERF_TYPE_BREAKPOINT.rawValue {
            let open = state.withLock { $0.events.values.count { $0.attributes.type == attributes.type } }
            if open >= behaviour.debugRegisters { throw .noSpace }
        }
        let descriptor = state.withLock { state -> Int32? in
            let mates = state.events.values.count { $0.leader == leader }
            let most = coreType(attributes).flatMap { behaviour.largestGroups[$0] } ?? behaviour.largestGroup
            if FakeKernel.isHardware(attributes.type), mates >= most { return nil }
            state.next += 1
            state.opened.append(attributes)
            // Identifiers that say nothing about the order of opening.
            state.events[state.next] = Event(
                attributes: attributes, leader: leader == -1 ? state.next : leader,
                isEnabled: attributes.disabled == 0, identifier: UInt64(state.next) &* 7919 % 1009)
            return state.next
        }
        guard let descriptor else { throw .invalidArgument }
        return descriptor
    }

    /// As in Linux, starting and stopping are system calls that a running tracepoint on them sees, and calls
    /// of ioctl(2) that a running breakpoint on it sees.
    func control(_ leader: Int32, _ call: Call) throws(Errno) {
        state.withLock { state in
            for (descriptor, event) in state.events
            where
                (event.attributes.type == PERF_TYPE_TRACEPOINT.rawValue
                || FakeKernel.config(event.attributes) == Self.ioctlAddress)
                && state.events[event.leader]!.isEnabled
            {
                state.events[descriptor]!.counted.count += 1
            }
        }
        try refuse(call)
        state.withLock { $0.events[leader]!.isEnabled = call == .enable }
    }

    func read(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int {
        if let content = state.withLock({ $0.files[descriptor] }) {
            let bytes = Array(content.utf8).prefix(buffer.count)
            buffer.copyBytes(from: bytes)
            return bytes.count
        }
        try refuse(.readEvent)
        let words = behaviour.alter(answer(descriptor))
        let byteCount = words.withUnsafeBytes { bytes in
            let count = min(bytes.count, buffer.count)
            buffer.copyBytes(from: bytes.prefix(count))
            return count
        }
        return max(0, byteCount - behaviour.missingBytes())
    }

    private func answer(_ descriptor: Int32) -> [UInt64] {
        state.withLock { state in
            let event = state.events[descriptor]!
            let times = [event.counted.enabled, event.counted.running]
            guard event.attributes.read_format & UInt64(PERF_FORMAT_GROUP.rawValue) != 0 else {
                return [event.counted.count] + times + [event.identifier]
            }
            // In no particular order: that of the dictionary.
            let members = state.events.values.filter { $0.leader == descriptor }
            return [UInt64(members.count)] + times + members.flatMap { [$0.counted.count, $0.identifier] }
        }
    }

    func newFile(_ content: String) -> Int32 {
        state.withLock { state in
            state.next += 1
            state.files[state.next] = content
            return state.next
        }
    }

    /// Directories are files that hold their path; tracefs is not mounted, only privately.
    func openFile(_ directory: Int32, _ path: String) throws(Errno) -> Int32 {
        try refuse(.openFile(path))
        switch path {
        case "/proc/sys/kernel/perf_event_paranoid": return newFile("\(behaviour.paranoidLevel)\n")
        case "/sys/kernel/tracing": return newFile("unmounted:")
        case "events", "events/raw_syscalls/sys_enter/id":
            guard state.withLock({ $0.files[directory] }) == "private:" else { break }
            return newFile("\(Self.systemCallsIdentifier)\n")
        default: break
        }
        throw .noSuchFileOrDirectory
    }
}
