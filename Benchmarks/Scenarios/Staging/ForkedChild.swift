import CScenarioActions

/// A forked child of the scenario's process.
enum ForkedChild {
    private struct Call {
        let body: () -> Void
    }

    /// Runs `body` in a forked child and waits; then this process ends in the same way, unless the child
    /// completed. Only for threads that hold no lock that `body` needs.
    static func run(_ body: () throws(StagingError) -> Void) throws(StagingError) {
        let status = wait(body)
        try StagingError.check(error: min(status, 0), "fork")
        sbs_die_like(status)
    }

    /// Runs `body` in a forked child and waits.
    ///
    /// - Parameters:
    ///   - seconds: after which the child dies; 0 for no earlier end than that of this process.
    ///   - body: what it does.
    /// - Returns: its wait status, or a negative error number.
    static func wait(seconds: UInt32 = 5, _ body: () throws(StagingError) -> Void) -> CInt {
        withoutActuallyEscaping(body) { body in
            // After an error the child exits with a status that no strategy uses.
            var call = Call { do throws(StagingError) { try body() } catch { sbs_die_like(3 << 8) } }
            return withUnsafeMutablePointer(to: &call) { call in
                sbs_run_in_fork(seconds, { $0!.assumingMemoryBound(to: Call.self).pointee.body() }, call)
            }
        }
    }
}
