import ChildProtocol
import Processes
import RealRuntimes

/// A built-in runtime, and what this machine has of it.
package struct InstalledRuntime: Sendable {
    /// Its name.
    package let name: String
    /// What a callback is there.
    package let summary: String
    /// What was found: `go 1.27.3`; nil when it cannot be driven.
    package let found: String?
    /// Why it cannot, and what to do; nil when it can.
    package let unavailable: String?

    /// Looks for each, all at once: a JVM takes as long to start as all others together.
    ///
    /// - Throws: `CommandStopped` when no process can be started or a signal came.
    package static func all() throws -> [InstalledRuntime] {
        let runtimes = BuiltInRuntime.all
        return try CommandStopped.onInterruption {
            try concurrently(runtimes.count, width: runtimes.count) { try InstalledRuntime(runtimes[$0]) }
        }
    }

    private init(_ runtime: BuiltInRuntime) throws {
        name = runtime.name
        summary = runtime.summary
        do {
            found =
                runtime.isBuilt
                ? try GoLibrary.version()
                : try RuntimeInspection(of: RuntimeSource(driver: name, place: nil)).description.label
            unavailable = nil
        } catch {
            guard let reason = runtime.reason(error) else { throw error }
            found = nil
            unavailable = reason
        }
    }
}
