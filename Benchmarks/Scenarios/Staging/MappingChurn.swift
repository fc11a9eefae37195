import ForeignStacks
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A pthread that maps and unmaps memory until it is stopped.
final class MappingChurn {
    private final class Flag: Sendable {
        let isStopped = Atomic(false)
    }

    private let flag = Flag()
    private var thread = pthread_t()

    init() throws(StagingError) {
        let argument = Unmanaged.passRetained(flag)
        let error = pthread_create(
            &thread, nil,
            { argument in
                let flag = Unmanaged<Flag>.fromOpaque(argument!).takeRetainedValue()
                let size = 16 * StackRegion.pageSize
                while !flag.isStopped.load(ordering: .relaxed) {
                    let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                    if let memory, memory != MAP_FAILED { munmap(memory, size) }
                }
                return nil
            }, argument.toOpaque())
        if error != 0 {
            argument.release()
            throw .unavailable("pthread_create: error \(error)")
        }
    }

    /// Ends the thread and waits for it.
    func stop() {
        flag.isStopped.store(true, ordering: .relaxed)
        pthread_join(thread, nil)
    }
}
