import ForeignStacks

extension NativeThread {
    /// Runs `body` on a new pthread and waits for it; no thread is a lack of the system.
    static func runStaged(_ body: () -> Void) throws(StagingError) {
        do {
            try run(body)
        } catch {
            throw .unavailable("pthread_create: \(error)")
        }
    }
}
