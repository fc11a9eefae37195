import Cells
import ForeignStacks

/// 13 and 22. Threads on memory that the program gave them (`pthread_attr_setstack`).
///
/// 13, `custom-stack`: a thread on 64 KiB of unguarded memory, as from malloc, overflows.
/// - Truth: the 64 KiB. Expected: caught before L; pthread's answer is exact here too.
///
/// 22, `recycled-stack`: a thread on 256 KiB calls back and exits; a new one runs on the upper 64 KiB of
/// the same memory and overflows.
/// - Truth: the memory that each thread was given. Expected: caught before the end of the 64 KiB.
/// - A machine is dropped at thread exit, and drops its bounds (which is why Go zeroes them). A strategy
///   that remembers stacks by address alone takes the old thread's: U.
extension Scenario {
    static let customStack = Scenario(
        13, "custom-stack", "a pthread on 64 KiB of unguarded memory overflows",
        setUp: "pthread_attr_setstack with 64 KiB out of a larger block", truth: "the 64 KiB",
        source: "pthread_attr_setstack(3)", looksFor: [.lowTooLow]
    ) { (stage) throws(StagingError) in
        let map = try stage.map([.memory(16 * 1024), .stack(64 * 1024), .nothing(4096)], .anywhere)
        let overflow = stage.probe("overflow on the thread", on: map.stacks[0], .overflows)
        try ThreadOnStack.run([overflow], on: map.stacks[0])
        stage.inspect(map, after: overflow)
    }

    static let recycledStack = Scenario(
        22, "recycled-stack", "a new thread on the upper part of an exited thread's stack overflows",
        setUp: "a pthread on 256 KiB exits; another is made on the upper 64 KiB of the same memory",
        truth: "the memory that each thread was given", source: "thread exit in every runtime with a cache",
        looksFor: [.lowTooLow, .stale]
    ) { (stage) throws(StagingError) in
        let map = try stage.map([.memory(4096), .stack(256 * 1024), .nothing(4096)], .anywhere)
        let old = map.stacks[0]
        let new = ForeignStack(lo: old.hi - 64 * 1024, hi: old.hi)
        let first = stage.probe("the old thread", on: old)
        let second = stage.probe("overflow on the new thread", on: new, .overflows)
        try ThreadOnStack.run([first], on: old)
        try ThreadOnStack.run([second], on: new)
    }
}
