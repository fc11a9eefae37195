/// What a session tells whoever started it, while it runs.
package enum SessionEvent: Sendable, Equatable {
    /// Where it is, on one line that takes the place of the one before.
    case progress(String)
    /// There will be no more progress: the line can go.
    case progressEnded
    /// Something to know, on one line.
    case note(String)
}

/// Takes the events of a session, from any thread.
package typealias SessionListener = @Sendable (SessionEvent) -> Void

/// Time since some moment that does not change.
package typealias Stopwatch = @Sendable () -> Duration

extension ContinuousClock {
    /// A stopwatch that has just been started.
    package static func stopwatch() -> Stopwatch {
        let start = now
        return { now - start }
    }
}
