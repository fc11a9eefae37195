import ForeignStacks

extension NativeThread {
    /// Runs `body` on a new pthread and waits for it; without a thread the scenario is unavailable.
    static func runStaged(_ body: () -> Void) throws(StagingError) {
        do {
            try run(body)
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
