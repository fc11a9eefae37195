import CLibrary

/// Runs `work` on some new threads at once, `meanwhile` on this one, and waits for the end of all.
package func onThreads(
    _ count: Int, _ work: @escaping @Sendable () -> Void, meanwhile: ([pthread_t]) -> Void = { _ in }
) {
    final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    let threads = (0..<count).map { _ in
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().run()
                return nil
            }, Unmanaged.passRetained(Work(work)).toOpaque())
        precondition(code == 0, "pthread_create failed: \(code)")
        return thread
    }
    meanwhile(threads)
    for thread in threads { pthread_join(thread, nil) }
}
