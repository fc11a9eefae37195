import ForeignStacks
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A thread that maps and unmaps 64 KiB all the time, as an allocator under load does, and so takes the
/// lock that faults and questions about mappings wait for.
final class MappingChurn {
    private final class Shared: Sendable {
        let isOver = Atomic(false)
        let rounds = Atomic(0)
    }

    private let shared = Shared()
    private var thread = pthread_t()

    init() throws(ClaimError) {
        let argument = Unmanaged.passRetained(shared).toOpaque()
        let error = pthread_create(
            &thread, nil,
            { argument in
                let shared = Unmanaged<Shared>.fromOpaque(argument!).takeRetainedValue()
                while !shared.isOver.load(ordering: .relaxed) {
                    let size = 64 * 1024
                    let mapping = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
                    guard let mapping, mapping != MAP_FAILED else { return nil }
                    mapping.storeBytes(of: 1, as: UInt8.self)
                    munmap(mapping, size)
                    shared.rounds.add(1, ordering: .relaxed)
                }
                return nil
            }, argument)
        guard error == 0 else { throw ClaimError("the churning thread could not be created") }
        // It must be at work before anything is measured.
        while shared.rounds.load(ordering: .relaxed) == 0 { sched_yield() }
    }

    deinit {
        shared.isOver.store(true, ordering: .relaxed)
        pthread_join(thread, nil)
    }
}
