import BoundsStrategies
import CLibrary
import CStackSupport
import CallbackRuntime

/// Strategies that are wrong on purpose, so that every scenario can be seen to fail.
enum BrokenStrategies {
    static let all: [BoundsStrategy] = [
        farLow, noRoom, farHigh, frozen, remembers256k, asksInSignals, hangs, believes, keepsStacks,
    ]

    /// A broken strategy or one of the catalogue.
    static func strategy(named name: String) throws -> BoundsStrategy {
        try all.first { $0.name == name } ?? StrategyCatalogue.strategy(named: name)
    }

    /// The low end is 64 MiB below SP: no overflow is ever noticed (U).
    static let farLow = broken("far-low") { machine, sp in
        machine.pointee.record(StackBounds(lo: sp &- 64 << 20, hi: sp &+ 16), .estimate)
    }

    /// The guard is above SP: every callback is aborted (S).
    static let noRoom = broken("no-room") { machine, sp in
        machine.pointee.record(StackBounds(lo: sp &- 256, hi: sp &+ 16), .estimate)
    }

    /// The high end is 16 MiB above SP (H).
    static let farHigh = broken("far-high") { machine, sp in
        machine.pointee.record(StackBounds(lo: sp &- 2048, hi: sp &+ 16 << 20), .exact)
        machine.pointee.guard = 0
    }

    /// The first 32 bytes that were seen, kept for ever, and no check (T).
    static let frozen = broken("frozen") { machine, sp in
        guard machine.pointee.lo == 0 else { return }
        machine.pointee.record(StackBounds(lo: sp &- 16, hi: sp &+ 16), .estimate)
        machine.pointee.guard = 0
    }

    /// Takes every stack for one of 256 KiB, and remembers it as exact (a cache that is never updated).
    static let remembers256k = broken("remembers-256k") { machine, sp in
        guard !machine.pointee.bounds.contains(sp) else { return }
        let hi = (sp &+ 4096) / 4096 * 4096
        machine.pointee.record(StackBounds(lo: hi &- 256 * 1024, hi: hi), .exact)
    }

    /// Takes a stack for each callback, and gives none back (D).
    static let keepsStacks = broken("keeps-stacks") { machine, sp in
        _ = sbs_owned_stack_take()
        machine.pointee.recordWindowOrQuery(at: sp)
    }

    /// Queries pthread in every callback, in signal handlers too, where a lock may be held (hangs).
    static let asksInSignals = broken("asks-in-signals") { machine, sp in
        machine.pointee.recordWindowOrQuery(at: sp)
    }

    /// Does not return from the second callback.
    static let hangs = broken("hangs") { machine, _ in
        machine.pointee.record(StackBounds(lo: 0, hi: .max), .none)
        machine.pointee.queries &+= 1
        // A call in the loop: an empty one is optimised away.
        while machine.pointee.queries > 2 { sched_yield() }
    }

    /// Believes what the program says about its switches, and checks nothing else.
    static let believes = BoundsStrategy(
        name: "believes", rule: "the stack that was switched to last", source: "tests",
        attach: { machine, sp in machine.pointee.recordWindowOrQuery(at: sp) }, update: { _, _ in },
        switched: { machine, lo, hi in
            let own = hi == 0 ? machine.pointee.queryThreadBounds() : StackBounds(lo: lo, hi: hi)
            machine.pointee.record(own, .exact)
        })

    private static func broken(_ name: String, _ update: @escaping BoundsStrategy.Update) -> BoundsStrategy {
        BoundsStrategy(name: name, rule: "broken on purpose", source: "tests", attach: update, update: update)
    }
}
