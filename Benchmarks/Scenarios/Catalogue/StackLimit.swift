import CLibrary
import Cells
import ForeignStacks

/// 23, 24 and 25. The limit of the main thread's stack changes, in the child process only.
///
/// 23, `rlimit/lowered`: the main thread calls back, its stack grows to 1 MiB, and the limit is set to
/// 64 KiB, below the use. Truth: what has grown stays, but nothing more can grow. The callback, 512 KiB down,
/// overflows. Expected: caught before the end of what has grown. Cached bounds still reach to the
/// old limit: U. A query gives bounds without SP, so `requery` falls back to the window and passes.
///
/// 24, `rlimit/unlimited`: no limit; after a callback a page is mapped 4 MiB below the stack. Truth: the
/// stack may grow to the guard gap (1 MiB) above that page. The callback overflows. Expected: caught before
/// the gap. Cached bounds span hundreds of GiB: U. glibc, queried again, claims everything down to the page
/// and knows nothing about the gap: `requery` is 1 MiB off, and its overflow dies by SIGSEGV, 1 MiB above the
/// recorded low end. So querying again does not help: even before the page is mapped the claim is too low by
/// the gap.
///
/// 25, `rlimit/raised`: 1 MiB, a callback, then 8 MiB and a callback that uses 2 MiB. Expected:
/// returns. Cached bounds end at 1 MiB: S.
extension Scenario {
    static let limitLowered = stackLimit(
        23, "lowered", "RLIMIT_STACK is lowered below the use, then an overflow", looksFor: [.lowTooLow],
        setUp: "the main thread calls back, its stack grows to 1 MiB, the limit becomes 64 KiB"
    ) { (stage) throws(StagingError) in
        try ThreadStack.setStackLimit(ThreadStack.usualLimit)
        stage.callback("before", on: try ThreadStack.ofMainThread(), depth: 1 << 20)
        try ThreadStack.setStackLimit(64 * 1024)
        stage.callback("overflow", on: try ThreadStack.ofMainThread(), .overflows, depth: 512 * 1024)
    }

    static let limitUnlimited = stackLimit(
        24, "unlimited", "no limit, a mapping appears inside the claimed range, then an overflow",
        looksFor: [.lowTooLow],
        setUp: "the main thread without a limit calls back; a page is mapped 4 MiB below"
    ) { (stage) throws(StagingError) in
        try ThreadStack.setStackLimit(.max)
        stage.callback("before", on: try ThreadStack.ofMainThread())
        guard let (_, grown) = MemoryMaps.current?.mapping(of: try ThreadStack.ofMainThread().hi - 1) else {
            throw .broken("the stack's mapping is gone")
        }
        let wanted = UnsafeMutableRawPointer(bitPattern: grown.lowerBound - (4 << 20))
        let flags = MAP_PRIVATE | MAP_ANONYMOUS | StackRegion.fixedNoReplace
        guard mmap(wanted, StackRegion.pageSize, PROT_READ | PROT_WRITE, flags, -1, 0) == wanted else {
            throw .unavailable("no page could be mapped 4 MiB below the stack")
        }
        stage.callback("overflow", on: try ThreadStack.ofMainThread(), .overflows)
    }

    static let limitRaised = stackLimit(
        25, "raised", "RLIMIT_STACK is raised after the bounds were cached", looksFor: [.spuriousAbort],
        setUp: "the main thread calls back under a limit of 1 MiB, which becomes 8 MiB"
    ) { (stage) throws(StagingError) in
        try ThreadStack.setStackLimit(1 << 20)
        stage.callback("under 1 MiB", on: try ThreadStack.ofMainThread())
        try ThreadStack.setStackLimit(ThreadStack.usualLimit)
        stage.callback("under 8 MiB, 2 MiB", on: try ThreadStack.ofMainThread(), .uses(2 << 20))
    }

    private static func stackLimit(
        _ number: Int, _ variant: String, _ summary: String, looksFor: [Fault], setUp: String,
        play: @escaping @Sendable (Stage) throws(StagingError) -> Void
    ) -> Scenario {
        Scenario(
            number, "rlimit/\(variant)", summary, setUp: setUp,
            truth: "the main thread's stack, by the kernel's rule",
            source: "glibc's pthread_getattr_np on the main thread", looksFor: looksFor, on: .mainThread,
            unavailability: { ThreadStack.mainThreadUnavailability }, play: play)
    }
}
