import CStackSupport

/// The pool that needMachine takes machines from. It is filled at start, lock-free, and usable from a
/// signal handler that interrupted any of its operations.
public enum MachinePool {
    /// The number of machines, and so the number of threads that can be in the runtime at once.
    public static var capacity: Int { Int(SBS_POOL_CAPACITY) }

    /// The number of machines that no thread has.
    public static var available: Int { Int(sbs_pool_available()) }
}
