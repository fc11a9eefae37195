import Traces

extension TracePattern {
    /// The scenarios of the matrix that a program of this pattern can come into.
    package var scenarios: [String] {
        switch self {
        case .mainThread: ["shallow/main", "deep-recursion/main", "remaining-room/thread"]
        case .threads: ["shallow/thread", "deep-recursion/thread", "remaining-room/thread"]
        case .smallThreads: ["small-thread/80k", "small-thread/128k"]
        case .recycledStacks: ["recycled-stack"]
        case .deepCalls: ["window-edge/same-stack"]
        case .deepFirst: ["deep-first"]
        case .coroutines: ["seed-test/below", "seed-test/above", "window-edge/other-stack"]
        case .firstOnCoroutine: ["first-on-coroutine"]
        case .smallCoroutines:
            [
                "small-coroutine/24k", "guarded-coroutine/8k", "guarded-coroutine/16k",
                "remaining-room/coroutine-24k",
            ]
        case .closeStacks: ["close-stacks"]
        case .adjacentStacks: ["close-stacks", "adjacent-edge", "guard-regions"]
        case .mappingsAbove: ["mapping-above", "seed-test/top"]
        case .innerStacks: ["inner-stack"]
        case .growingStacks: ["growing-stack", "remapped/larger"]
        case .shrunkStacks: ["remapped/smaller", "remapped/tiny"]
        case .nested: ["nested-deeper/back", "nested-deeper/again"]
        case .nestedSwitches: ["nested-switch/below", "nested-switch/above", "nested-switch/close"]
        case .outOfOrder: ["out-of-order"]
        case .migration: ["migration"]
        case .forks: ["fork/thread", "fork/remapped"]
        case .manyMappings: ["many-mappings"]
        }
    }
}
