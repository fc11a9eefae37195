import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

struct TracepointLookupTests {
    private func lookUp(
        _ refuse: @escaping @Sendable (FakeKernel.Call) -> Errno?, name: TracepointName = .systemCalls
    ) -> Result<UInt64, CounterUnavailability> {
        let fake = FakeKernel(.init(refuse: refuse))
        let result = Result { () throws(CounterUnavailability) in
            try TracepointLookup(kernel: fake.kernel).identifier(of: name)
        }
        fake.state.withLock { #expect($0.files.isEmpty && $0.closedUnopened == 0) }
        return result
    }

    private func reason(_ result: Result<UInt64, CounterUnavailability>) -> String {
        if case .failure(let reason) = result { reason.description } else { "" }
    }

    @Test func `an unmounted tracefs is mounted privately`() {
        #expect(lookUp { _ in nil } == .success(443))
    }

    @Test(arguments: [Errno.notPermitted, .noFunction])
    func `without the privilege for that, the remedy is to mount it`(error: Errno) {
        let reason = reason(lookUp { $0 == .mountTracefs ? error : nil })
        #expect(reason.contains("not mounted (ENOENT)"))
        #expect(reason.contains("mount -t tracefs nodev /sys/kernel/tracing"))
    }

    @Test func `an unreadable tracefs is not called unmounted`() {
        let reason = reason(
            lookUp { call in
                switch call {
                case .mountTracefs: .notPermitted
                case .openFile("/sys/kernel/tracing"): .permissionDenied
                default: nil
                }
            })
        #expect(reason.contains("cannot read") && reason.contains("EACCES"))
    }

    @Test func `a kernel without tracefs`() {
        let reason = reason(lookUp { $0 == .mountTracefs ? .operationNotSupportedByDevice : nil })
        #expect(reason.contains("ENODEV"))
    }

    @Test func `a tracepoint that does not exist`() {
        let name = TracepointName(subsystem: "sched", event: "no_such")
        #expect(reason(lookUp({ _ in nil }, name: name)).contains("no tracepoint sched:no_such"))
    }

    @Test func `an unreadable number`() {
        let reason = reason(
            lookUp { $0 == .openFile(TracepointName.systemCalls.identifierPath) ? .ioError : nil })
        #expect(reason.contains("EIO"))
    }
}
