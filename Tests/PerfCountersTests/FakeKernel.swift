import CPerfmon
import Synchronization
import SystemPackage
import Testing

@testable import PerfCounters

/// A kernel with a counter for every event, whose every call can be made to fail.
///
/// ``work()`` stands for the region: it adds ``truth(type:config:)`` to each event that is running.
final class FakeKernel: Sendable {
    enum Call: Hashable {
        case openEvent(type: UInt32, config: UInt64)
        case identifier, enable, disable, readEvent, mountTracefs
        case openFile(String)
    }

    struct Behaviour: Sendable {
        /// The error that a call ends with, nil to let it succeed.
        var refuse: @Sendable (Call) -> Errno? = { _ in nil }
        /// Hardware events that run at once; a larger group runs for `crowdedShare` of the time.
        var registers = 4
        /// In thousandths.
        var crowdedShare: UInt64 = 0
        /// The largest hardware group that is accepted at all.
        var largestGroup = Int.max
        /// Breakpoints that may be open at a time.
        var debugRegisters = 4
        var allowsInheritedGroupReads = true
        /// Whether kernel mode may be counted.
        var allowsKernelMode = true
        /// Changes the words of an answer to read(2).
        var alter: @Sendable ([UInt64]) -> [UInt64] = { $0 }
        /// Bytes that are missing at the end of the answer.
        var missingBytes: @Sendable () -> Int = { 0 }
        var paranoidLevel = 2
        /// Where it has several, an event runs while the thread is on the type that it names, or the first.
        var coreTypes: [CoreType] = []
        var allowedCPUs: [Int]? = [0]
        /// The share of its time that the thread is on the cores of a type, by its number, in thousandths.
        var timeOnCores: [UInt32: UInt64] = [:]
        /// Hardware events of a group, by the number of the type, where it is not ``largestGroup``.
        var largestGroups: [UInt32: Int] = [:]
    }

    struct Event {
        var attributes: perf_event_attr
        var leader: Int32
        var isEnabled: Bool
        var counted = EventCount(count: 0, enabled: 500, running: 300)
        var identifier: UInt64
    }

    struct State {
        var events: [Int32: Event] = [:]
        var files: [Int32: String] = [:]
        var next: Int32 = 100
        var closedUnopened = 0
        var works = 0
        var opened: [perf_event_attr] = []
    }

    let behaviour: Behaviour
    let state = Mutex(State())
    static let systemCallsIdentifier: UInt64 = 443

    init(_ behaviour: Behaviour = Behaviour()) { self.behaviour = behaviour }

    /// A multiple of 1000, so that every share of it in thousandths is whole.
    static func truth(type: UInt32, config: UInt64) -> UInt64 { 1000 * (UInt64(type) * 17 + config % 97 + 3) }

    func work() {
        state.withLock { state in
            state.works += 1
            for (descriptor, event) in state.events where state.events[event.leader]?.isEnabled == true {
                let type = event.attributes.type
                let mates = state.events.values.count { $0.leader == event.leader }
                let isCrowded = FakeKernel.isHardware(type) && mates > behaviour.registers
                var share = isCrowded ? behaviour.crowdedShare : 1000
                if let core = coreType(event.attributes) { share = behaviour.timeOnCores[core] ?? 0 }
                var config = Self.config(event.attributes)
                if Self.isGeneric(type) { config &= 0xffff_ffff }
                let truth = Self.truth(type: type, config: config)
                state.events[descriptor]!.counted.count += truth / 1000 * share
                state.events[descriptor]!.counted.enabled += 1000
                state.events[descriptor]!.counted.running += share
            }
        }
    }

    /// The number of the type of core that an event counts on; nil where all are alike.
    func coreType(_ attributes: perf_event_attr) -> UInt32? {
        guard let first = behaviour.coreTypes.first, FakeKernel.isHardware(attributes.type) else {
            return nil
        }
        guard FakeKernel.isGeneric(attributes.type) else { return attributes.type }
        let named = UInt32(attributes.config >> 32)
        return named == 0 ? first.number : named
    }

    static func isGeneric(_ type: UInt32) -> Bool {
        [PERF_TYPE_HARDWARE, PERF_TYPE_HW_CACHE].map(\.rawValue).contains(type)
    }

    static func isHardware(_ type: UInt32) -> Bool {
        let others = [PERF_TYPE_SOFTWARE, PERF_TYPE_TRACEPOINT, PERF_TYPE_BREAKPOINT].map(\.rawValue)
        return !others.contains(type)
    }

    /// What identifies an event among others of its type; a breakpoint's address is elsewhere.
    static func config(_ attributes: perf_event_attr) -> UInt64 {
        attributes.type == PERF_TYPE_BREAKPOINT.rawValue ? attributes.bp_addr : attributes.config
    }

    /// Measures the fake's work, and requires a reading for every name.
    func measure(_ names: [String] = CounterPlan.defaultNames) throws -> [CounterReading] {
        var session = CounterSession(plan: try CounterPlan(names: names), kernel: kernel)
        let readings = session.measure { work() }
        try #require(readings.map(\.requestedName) == names)
        return readings
    }

    var kernel: PerfKernel {
        PerfKernel(
            openEvent: { (attributes, leader) throws(Errno) in try self.open(attributes, leader) },
            identifier: { (event) throws(Errno) in
                try self.refuse(.identifier)
                return self.state.withLock { $0.events[event]!.identifier }
            },
            enable: { (leader) throws(Errno) in try self.control(leader, .enable) },
            disable: { (leader) throws(Errno) in try self.control(leader, .disable) },
            read: { (descriptor, buffer) throws(Errno) in try self.read(descriptor, buffer) },
            close: { descriptor in
                self.state.withLock { state in
                    let event = state.events.removeValue(forKey: descriptor)
                    let file = state.files.removeValue(forKey: descriptor)
                    if event == nil && file == nil { state.closedUnopened += 1 }
                }
            },
            openFile: { (directory, path) throws(Errno) in try self.openFile(directory, path) },
            mountTracefs: { () throws(Errno) in
                try self.refuse(.mountTracefs)
                return self.newFile("private:")
            },
            coreTypes: { self.behaviour.coreTypes }, allowedCPUs: { self.behaviour.allowedCPUs })
    }

    func refuse(_ call: Call) throws(Errno) {
        if let error = behaviour.refuse(call) { throw error }
    }
}
