import ForeignStacks

extension NativeThread {
    /// Runs `body` on a new pthread and waits for it; without a thread the scenario is unavailable.
    static func runStaged(stackBytes: Int? = nil, _ body: () -> Void) throws(StagingError) {
        do {
            try run(stackBytes: stackBytes, body)
        } catch {
            throw .unavailable("\(error)")
        }
    }
}
