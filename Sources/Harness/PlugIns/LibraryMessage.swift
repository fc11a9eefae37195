import CallbackRuntime

/// One line of what a child that looks at a strategy library says on its channel.
struct LibraryMessage: Codable, Sendable {
    /// What the child is doing with the library; as much is known when that ends it.
    enum Stage: String, Codable, Sendable {
        case loading
        case reading
        case leaving
    }

    /// What it does next.
    var stage: Stage?
    /// What the library has.
    var strategies: [StrategyDescription]?
    /// Why the library cannot be used, in one line.
    var failure: String?
}
