import CLibrary
import CProcesses
import Synchronization
import SystemPackage

/// A signal asked this process to end.
package struct Interrupted: Error, Sendable {
    /// The signal's number.
    package let signal: Int32

    /// An interruption by a signal.
    package init(signal: Int32) { self.signal = signal }

    /// The exit status of a command that the signal ended, by the shells' convention.
    package var exitStatus: Int32 { 128 + signal }

    /// Why a result that the signal cut short is incomplete.
    package var reason: String { "ended by signal \(signal)" }
}

/// SIGINT, SIGTERM and SIGHUP while something is measured: children end, what there is is kept, and the
/// command says so. SIGTSTP: children that take long stop too.
package enum Interruption {
    /// Runs `body`, in which the signals make `check` and every running `ProcessLaunch` throw `Interrupted`.
    /// Signals that were ignored from the start stay so (nohup(1)), and afterwards all do what they did before.
    ///
    /// - Throws: what the body throws, or `LaunchFailure` when there is no descriptor left.
    package static func guarding<Value>(_ body: () throws -> Value) throws -> Value {
        try bodies.withLock { count throws(LaunchFailure) in
            let error = count == 0 ? sbs_interruption_begin() : 0
            if error != 0 { throw LaunchFailure.refused("a child", Errno(rawValue: error)) }
            count += 1
        }
        defer {
            bodies.withLock { count in
                count -= 1
                if count == 0 { sbs_interruption_end() }
            }
        }
        return try body()
    }

    /// How many bodies are running.
    private static let bodies = Mutex(0)

    /// Stops this process if SIGTSTP came (Ctrl-Z), and returns when it goes on.
    ///
    /// - Parameters:
    ///   - before: called before it stops.
    ///   - after: called when it goes on.
    package static func stopIfWanted(before: () -> Void = {}, after: () -> Void = {}) {
        guard sbs_interruption_take_stop() else { return }
        before()
        raise(SIGSTOP)
        after()
    }

    /// Throws the signal that came, if one did while a body of `guarding` is running.
    package static func check() throws(Interrupted) {
        let signal = sbs_interruption_signal()
        if signal != 0 { throw Interrupted(signal: signal) }
    }

    /// Readable once a signal has come; nil outside of `guarding`.
    package static var descriptor: FileDescriptor? {
        let descriptor = sbs_interruption_descriptor()
        return descriptor < 0 ? nil : FileDescriptor(rawValue: descriptor)
    }
}
