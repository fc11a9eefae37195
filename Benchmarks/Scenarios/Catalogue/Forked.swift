import CStackSupport
import Cells
import ForeignStacks

/// 26 and 27. A process forks, and the child calls back.
///
/// 26, `fork/thread`: a pthread forks; the child's only thread is on the same stack at the same addresses.
/// Callbacks: before; in the child, one that uses 16 KiB and one that overflows. Truth: the pthread's
/// stack. Expected: caught before L.
///
/// 27, `fork/remapped`: as 26, but the child unmaps a coroutine's 256 KiB stack and maps 64 KiB at the same
/// top: memory that only the child has. Truth: those 64 KiB. Expected: the overflow is caught. A
/// strategy that queries through an inherited descriptor of `/proc/self/maps` gets the parent's: U.
extension Scenario {
    static let forkThread = Scenario(
        26, "fork/thread", "a pthread forks, the child calls back on the same stack and overflows",
        setUp: "a pthread calls back and forks; callbacks in the child",
        truth: "pthread's bounds, before the fork",
        source: "fork from a thread", looksFor: [.lowTooLow, .spuriousAbort]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("parent", on: own)
        let healthy = stage.probe("child", on: own, .uses(16 * 1024))
        let overflow = stage.probe("overflow in the child", on: own, .overflows)
        try ForkedChild.run {
            stage.make(healthy)
            stage.make(overflow)
        }
    }

    static let forkRemapped = Scenario(
        27, "fork/remapped", "a forked child replaces a coroutine's stack by a smaller one and overflows",
        setUp: "a pthread calls back on a 256 KiB coroutine and forks; the child maps 64 KiB at the same top",
        truth: "the stack that is mapped in the process",
        source: "a descriptor of /proc/self/maps is inherited",
        looksFor: [.lowTooLow, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("parent, own stack", on: own)
        let top = try stage.reserve(256 * 1024 + 2 * 4096, below: own.lo)
        do {
            let fiber = try Fiber(stage, on: try top.map(256 * 1024))
            fiber.callback("parent, coroutine", depth: 2048)
        }
        try ForkedChild.run { () throws(StagingError) in
            top.unmap()
            let fiber = try Fiber(stage, on: try top.map(64 * 1024))
            fiber.callback("overflow in the child", .overflows, depth: 2048)
        }
    }
}
