import CLibrary
import Synchronization
public import SystemPackage

/// A thread that constantly maps and unmaps 64 KiB, like an allocator under load, and so keeps taking the lock that
/// page faults and mapping queries wait for. It ends with the object.
public final class MappingChurn {
    private final class Shared: Sendable {
        let isOver = Atomic(false)
        let rounds = Atomic(0)
    }

    private let shared: Shared
    private let thread: pthread_t

    /// Starts the thread, and returns when it is running.
    public init() throws(Errno) {
        let shared = Shared()
        let argument = Unmanaged.passRetained(shared)
        var thread = pthread_t()
        let error = pthread_create(
            &thread, nil,
            { argument in
                let shared = Unmanaged<Shared>.fromOpaque(argument!).takeRetainedValue()
                while !shared.isOver.load(ordering: .relaxed) {
                    let size = 64 * 1024
                    let mapping = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                    if let mapping, mapping != MAP_FAILED {
                        mapping.storeBytes(of: 1, as: UInt8.self)
                        munmap(mapping, size)
                    }
                    shared.rounds.add(1, ordering: .relaxed)
                }
                return nil
            }, argument.toOpaque())
        guard error == 0 else {
            argument.release()
            throw Errno(rawValue: error)
        }
        self.shared = shared
        self.thread = thread
        while shared.rounds.load(ordering: .relaxed) == 0 { sched_yield() }
    }

    deinit {
        shared.isOver.store(true, ordering: .relaxed)
        pthread_join(thread, nil)
    }
}
