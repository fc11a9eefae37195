import CLibrary
import Synchronization

/// Calls `body` with 0 up to `count`, on as many threads as `width` says, this one among them.
///
/// Threads, not tasks: what is called blocks until a process ends, and libdispatch, which runs tasks, ends the
/// program without a word where it lacks /proc, descriptors or threads. Where there is no further thread, fewer
/// do the work.
///
/// - Returns: what the calls returned, in order.
/// - Throws: the first error; calls that have not begun by then are not made.
package func concurrently<Value: Sendable>(
    _ count: Int, width: Int, _ body: @escaping @Sendable (Int) throws -> Value
) throws -> [Value] {
    let work = SharedWork<Value>(count)
    let run = ThreadBody { work.run(body) }
    let helpers = (1..<max(1, min(width, count))).compactMap { _ in startThread(run) }
    run.run()
    for helper in helpers { pthread_join(helper, nil) }
    return try work.result()
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

/// Signals stay with the thread that was there before.
private func startThread(_ body: ThreadBody) -> pthread_t? {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    // The default is the limit of the main thread's stack, which may be 128 KiB, or too much.
    pthread_attr_setstacksize(&attributes, 4 << 20)
    var thread = pthread_t()
    let argument = Unmanaged.passRetained(body)
    let error = pthread_create(
        &thread, &attributes,
        { argument in
            Unmanaged<ThreadBody>.fromOpaque(argument!).takeRetainedValue().run()
            return nil
        }, argument.toOpaque())
    guard error == 0 else {
        argument.release()
        return nil
    }
    return thread
}

private final class SharedWork<Value: Sendable>: Sendable {
    private struct State {
        var next = 0
        var values: [Value?]
        var failure: (any Error)?
    }

    private let state: Mutex<State>

    init(_ count: Int) { state = Mutex(State(values: .init(repeating: nil, count: count))) }

    func run(_ body: (Int) throws -> Value) {
        while let index = take() {
            do {
                let value = try body(index)
                state.withLock { $0.values[index] = value }
            } catch {
                state.withLock { if $0.failure == nil { $0.failure = error } }
            }
        }
    }

    private func take() -> Int? {
        state.withLock { state in
            guard state.failure == nil, state.next < state.values.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func result() throws -> [Value] {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.values.compactMap { $0 }
        }
    }
}
