/// What a session tells its caller while it runs.
package enum SessionEvent: Sendable, Equatable {
    /// Its progress, on one line that replaces the line before.
    case progress(String)
    /// There will be no more progress: the line can be removed.
    case progressEnded
    /// A note to the user, on one line.
    case note(String)
}

/// Takes the events of a session, from any thread.
package typealias SessionListener = @Sendable (SessionEvent) -> Void

/// The time since a fixed moment.
package typealias Stopwatch = @Sendable () -> Duration

extension ContinuousClock {
    /// A stopwatch that has just been started.
    package static func stopwatch() -> Stopwatch {
        let start = now
        return { now - start }
    }
}
