import CHarnessSupport
public import SystemPackage

/// Which CPUs a thread may run on.
public enum Affinity {
    /// Pins the calling thread, and the threads it creates, to a CPU.
    public static func pin(to cpu: Int) throws(Errno) {
        let error = sbs_pin_to_cpu(Int32(clamping: cpu))
        if error != 0 { throw Errno(rawValue: error) }
    }

    /// The CPUs that the calling thread may run on, in increasing order.
    public static func allowed() throws(Errno) -> [Int] {
        var cpus = [Int32](repeating: 0, count: Int(SBS_CPU_LIMIT))
        let count = sbs_allowed_cpus(&cpus, Int32(cpus.count))
        if count < 0 { throw Errno(rawValue: -count) }
        return cpus.prefix(Int(count)).map(Int.init)
    }
}
