import CHarnessSupport
import CPerfmon
import SystemPackage

/// The system calls behind the counters, one closure each, so that tests can force every error.
///
/// Descriptors are plain numbers here; whoever opens one closes it once.
struct PerfKernel: Sendable {
    /// perf_event_open(2) for the calling thread on any CPU; `leader` is -1 to start a new group.
    var openEvent: @Sendable (_ attributes: perf_event_attr, _ leader: Int32) throws(Errno) -> Int32
    /// The number that stands for the event in group reads.
    var identifier: @Sendable (_ event: Int32) throws(Errno) -> UInt64
    /// Starts a group by its leader.
    var enable: @Sendable (_ leader: Int32) throws(Errno) -> Void
    /// Stops a group by its leader.
    var disable: @Sendable (_ leader: Int32) throws(Errno) -> Void
    /// read(2), of events and of files.
    var read: @Sendable (_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) throws(Errno) -> Int
    /// close(2). Its errors are ignored: the descriptor is closed anyway.
    var close: @Sendable (_ descriptor: Int32) -> Void
    /// openat(2), for reading.
    var openFile: @Sendable (_ directory: Int32, _ path: String) throws(Errno) -> Int32
    /// A private tracefs mount that nobody else sees, gone when closed; needs `CAP_SYS_ADMIN`.
    var mountTracefs: @Sendable () throws(Errno) -> Int32
    /// The types of core that the processor has; empty where all are alike.
    var coreTypes: @Sendable () -> [CoreType]
    /// sched_getaffinity(2) for the calling thread; nil where it fails.
    var allowedCPUs: @Sendable () -> [Int]?
}

extension PerfKernel {
    /// The running kernel.
    static let linux = PerfKernel(
        openEvent: { (attributes, leader) throws(Errno) in
            var attributes = attributes
            return try checked(cperf_open(&attributes, leader))
        },
        identifier: { (event) throws(Errno) in
            var identifier: UInt64 = 0
            _ = try checked(cperf_identifier(event, &identifier))
            return identifier
        },
        enable: { (leader) throws(Errno) in _ = try checked(cperf_control(leader, CPERF_IOC_ENABLE)) },
        disable: { (leader) throws(Errno) in _ = try checked(cperf_control(leader, CPERF_IOC_DISABLE)) },
        read: { (descriptor, buffer) throws(Errno) in
            try checked(cperf_read(descriptor, buffer.baseAddress, buffer.count))
        },
        close: { descriptor in _ = CPerfmon.close(descriptor) },
        openFile: { (directory, path) throws(Errno) in try checked(cperf_open_file(directory, path)) },
        mountTracefs: { () throws(Errno) in try checked(cperf_mount_tracefs()) },
        coreTypes: { CoreType.all() },
        allowedCPUs: {
            var cpus = [Int32](repeating: 0, count: Int(SBS_CPU_LIMIT))
            let count = sbs_allowed_cpus(&cpus, Int32(cpus.count))
            return count < 0 ? nil : cpus.prefix(Int(count)).map(Int.init)
        }
    )

    private static func checked<Number: FixedWidthInteger & SignedInteger>(
        _ result: Number
    ) throws(Errno) -> Number {
        guard result >= 0 else { throw Errno(rawValue: CInt(-result)) }
        return result
    }

    /// Reads into an array's elements and gives the number of bytes read.
    func read<Element: BitwiseCopyable>(
        _ descriptor: Int32, into array: inout [Element]
    ) throws(Errno) -> Int {
        let result = array.withUnsafeMutableBytes { buffer in
            Result { () throws(Errno) in try read(descriptor, buffer) }
        }
        return try result.get()
    }
}
