import CStackSupport

/// The pool that needMachine takes machines from. It is filled at start, lock-free, and usable from a
/// signal handler that interrupted any of its operations.
public enum MachinePool {
    /// How many machines there are, and so how many threads can be in the runtime at once.
    public static var capacity: Int { Int(SBS_POOL_CAPACITY) }

    /// How many machines no thread has.
    public static var available: Int { Int(sbs_pool_available()) }
}
