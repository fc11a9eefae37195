import CLibrary
import Dispatch
import Synchronization

/// Turns SIGINT, SIGTERM and SIGHUP into the cancellation of a task, so that a run can kill its child,
/// keep what it has and say so.
package final class Interruption: Sendable {
    private let received = Atomic<Int32>(0)

    package init() {}

    /// The exit status of a command that the signal ended, by the shells' convention.
    package var exitCode: Int32 { 128 + received.load(ordering: .relaxed) }

    /// Why a result that the signal cut short is incomplete.
    package var reason: String { "ended by signal \(received.load(ordering: .relaxed))" }

    /// Runs `body` in a task that the signals cancel.
    package func guarding<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let task = Task { try await body() }
        let sources = [SIGINT, SIGTERM, SIGHUP].compactMap { number -> (any DispatchSourceSignal)? in
            // A signal ignored from the start stays ignored: nohup(1).
            guard leave(number) else { return nil }
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in
                received.store(number, ordering: .relaxed)
                task.cancel()
            }
            source.resume()
            return source
        }
        defer { for source in sources { source.cancel() } }
        return try await task.value
    }
}

/// Leaves a signal to its dispatch source. Returns false when it was ignored before.
private func leave(_ number: Int32) -> Bool {
    var before = sigaction()
    sigaction(number, nil, &before)
    signal(number, SIG_IGN)
    let handler = before.__sigaction_handler.sa_handler
    return unsafeBitCast(handler, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
}
