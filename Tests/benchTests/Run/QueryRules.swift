/// What the strategies' rules say about queries per callback.
///
/// A callback is classified by where it comes from and what its thread did before; a rule says how many
/// queries it makes at each such turn, or how it ends the process. A workload is a mixture of turns. Everything
/// that `QueryTests` expects follows from these two tables.
enum Turn: CaseIterable {
    /// The first callback of the process, from the main thread's own stack.
    case first
    /// The first callback of a new thread, from its own stack.
    case newThread
    /// From the thread's own stack, like the callback before.
    case stay
    /// The same on a thread that is not the first that called back.
    case otherThread
    /// From the thread's own stack, after one from another stack.
    case home
    /// From the same coroutine's stack as the callback before.
    case again
    /// From a different stack from the callback before, and not the thread's own.
    case away
    /// The same while other callbacks are suspended in C.
    case suspended
    /// From C's signal handler on a signal stack, like the callback before.
    case handler
    /// From the runtime's own signal handler, on a thread that borrows a machine for it.
    case badsignal
}

/// What a strategy does at a turn.
enum Answer: Equatable, ExpressibleByIntegerLiteral {
    /// It makes this many queries.
    case queries(Double)
    /// It ends the process by SIGABRT: a healthy callback is taken for an overflow.
    case aborts
    /// It ends the process with status 2 and Go 1.21.1's message: the stack changed under the runtime.
    case refuses

    init(integerLiteral count: Int) { self = .queries(Double(count)) }
}

/// A strategy's row.
struct QueryRule {
    let strategy: String
    let first: Answer
    let newThread: Answer
    let stay: Answer
    let home: Answer
    let again: Answer
    let away: Answer
    let suspended: Answer
    let handler: Answer
    let badsignal: Answer
    let otherThread: Answer

    func answer(at turn: Turn) -> Answer {
        switch turn {
        case .first: first
        case .newThread: newThread
        case .stay: stay
        case .otherThread: otherThread
        case .home: home
        case .again: again
        case .away: away
        case .suspended: suspended
        case .handler: handler
        case .badsignal: badsignal
        }
    }

    private init(
        _ strategy: String, _ newThread: Answer, _ stay: Answer, _ home: Answer, _ again: Answer,
        _ away: Answer, _ suspended: Answer, _ handler: Answer,
        _ badsignal: Answer, otherThread: Answer? = nil, first: Answer? = nil
    ) {
        self.strategy = strategy
        self.newThread = newThread
        self.stay = stay
        self.home = home
        self.again = again
        self.away = away
        self.suspended = suspended
        self.handler = handler
        self.badsignal = badsignal
        // Most rules treat all threads alike, and keep them apart.
        self.first = first ?? newThread
        self.otherThread = otherThread ?? stay
    }

    // In programs that cooperate: stacks are registered, switches are announced. Signals are not.
    // swift-format-ignore
    static let all: [QueryRule] = [
        //        strategy           newThread stay  home     again    away    suspended handler badsignal
        QueryRule("none",                    0,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("count",                   0,   0,       0,       0,       0,        0,       0,        0),
        // Ask for the thread's own stack, and do not compare SP with it.
        QueryRule("suspend",                 1,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("fault",                   1,   0,       0,       0,       0,        0,       0,        0),
        // Guesses. Those that are never renewed, or only upwards, take stacks further below for an overflow.
        QueryRule("uncached",                0,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("estimate",                0,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("anchor",                  0,   0, .aborts, .aborts, .aborts,  .aborts, .aborts,        0),
        QueryRule("revise",                  0,   0, .aborts, .aborts, .aborts,  .aborts, .aborts,        0),
        QueryRule("raise-hi",                0,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("per-entry",               0,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("budget",                  1,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("reanchor",                0,   0,       0,       0,       0,        0,       0,        0),
        // Queried once; any other stack is below its bounds or above them.
        QueryRule("fixed",                   1,   0, .aborts, .aborts, .aborts,  .aborts, .aborts,        0),
        QueryRule("fixed:source=libc-end",   1,   0, .aborts, .aborts, .aborts,  .aborts, .aborts,        0),
        QueryRule("fixed:source=maps-sp",    1,   0, .aborts, .aborts, .aborts,  .aborts, .aborts,        0),
        // Every other thread is compared with the first one's stack, and threads are made below one another.
        QueryRule("vm-latched",        .aborts,   0, .aborts, .aborts, .aborts,  .aborts, .aborts,  .aborts,
            otherThread: .aborts, first: 1),
        QueryRule("give-up",                 1,   0, .aborts, .aborts, .aborts,  .aborts, .aborts,        0),
        QueryRule("own-guard",               1,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("lenient",                 1,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("band",                    1,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("thread-slot",             1,   0,       0,       0,       0,        0,       0,        0),
        // Queries when SP leaves the bounds, and refuses to when the runtime is further up.
        QueryRule("sp-window",               1,   0,       1,       0,       1, .refuses,       0,        0),
        QueryRule("requery",                 2,   1,       1,       1,       1, .refuses,       1,        0),
        // The first callback's bounds are restored at the end, so going home is free.
        QueryRule("accurate",                1,   0,       0,       1,       1,        1,       1,        0),
        QueryRule("accurate:source=startstack",   1, 0,    0,       1,       1,        1,       1,        0),
        QueryRule("accurate:source=mremap-probe", 1, 0,    0,       1,       1,        1,       1,        0),
        // The mapping every time. (For the main thread's stack also how far it may grow: see `QueryTests`.)
        QueryRule("procmap",                 2,   1,       1,       1,       1,        1,       1,        2, first: 4),
        // Mapping and guard regions when SP leaves the bounds.
        QueryRule("clamp",                   2,   0,       2,       0,       2,        2,       0,        2),
        // Those that are told, and query the thread's own stack once.
        QueryRule("notify",                  1,   0,       0,       0,       0,        0, .aborts,        0),
        QueryRule("notify-handshake",        1,   0,       0,       0,       0,        0, .aborts,        0),
        QueryRule("registry",                1,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("mru",                     1,   0,       0,       0,       0,        0,       0,        0),
        // Which kind of stack the thread's own is, then that stack unless it is the main one; for a signal of its own, which signal stack.
        QueryRule("tiered",                  2,   0,       0,       0,       0,        0,       0,        2, first: 1),
        QueryRule("grow",                    1,   0,       0,       0,       0,        0,       0,        0),
        QueryRule("hop",                     0,   0,       0,       0,       0,        0,       0,        0),
    ]
}

/// The mix of a workload's callbacks once it has settled: shares that add up to 1.
struct Turns {
    /// Its name, or the beginning of it up to a slash, for all its sizes.
    let workload: String
    let shares: [Turn: Double]

    private init(_ workload: String, _ shares: [Turn: Double]) {
        self.workload = workload
        self.shares = shares
    }

    static let all: [Turns] = [
        Turns("thread", [.stay: 1]),
        Turns("main", [.stay: 1]),
        Turns("main-mappings", [.stay: 1]),
        Turns("coroutine/1", [.again: 1]),
        Turns("coroutine", [.away: 1]),
        Turns("coroutine-own", [.home: 1 / 2, .away: 1 / 2]),
        Turns("main-coroutine", [.away: 1]),
        Turns("nested", [.stay: 1]),
        Turns("depth", [.stay: 1]),
        Turns("thread-churn", [.newThread: 1]),
        Turns("threads", [.otherThread: 1]),
        Turns("process-start", [.first: 1]),
        Turns("signal", [.handler: 1]),
        Turns("signal/badsignal", [.badsignal: 1]),
        Turns("migrate", [.away: 1]),
        // malloc reuses what was freed last, so each new stack is where the one before was.
        Turns("stack-churn", [.again: 1]),
        Turns("profile/fluent-bit", [.away: 1 / 10, .again: 8 / 10, .home: 1 / 10]),
        Turns("profile/adbc", [.stay: 1]),
        // Two callbacks, one within the other, from a fiber, then two from the thread's own stack.
        Turns("profile/frankenphp", [.away: 1 / 4, .again: 1 / 4, .home: 1 / 4, .stay: 1 / 4]),
        Turns("profile/ray", [.suspended: 1]),
        Turns("profile/kicad", [.home: 1 / 2, .away: 1 / 2]),
    ]

    /// The turns of a workload: those of the longest name that it begins with.
    static func of(_ workload: String) -> Turns? {
        all.filter { workload == $0.workload || workload.hasPrefix($0.workload + "/") }
            .max { $0.workload.count < $1.workload.count }
    }

    /// What a rule gives for the mixture: the mean of the queries, or the end at the first turn that ends the
    /// process.
    func answer(of rule: QueryRule) -> Answer {
        var queries = 0.0
        for turn in Turn.allCases {
            guard let share = shares[turn] else { continue }
            guard case .queries(let count) = rule.answer(at: turn) else { return rule.answer(at: turn) }
            queries += share * count
        }
        return .queries(queries)
    }
}
