import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 28 and 29. A child that shares the memory, and with it the machine, calls back while its parent waits.
///
/// 28, `clone-vm`: `clone(CLONE_VM | CLONE_VFORK)` on its own 64 KiB stack below the thread's, like
/// posix_spawn. Truth: that stack in the child. Expected: both return, and the parent, afterwards, has bounds
/// of its own stack. The child's update stays in the parent's machine: a strategy that does not check again
/// keeps the child's bounds (T).
///
/// 29, `vfork`: on the parent's stack. Truth: the thread's stack. Expected: both return.
extension Scenario {
    static let cloneVM = Scenario(
        28, "clone-vm", "a callback in a CLONE_VM|CLONE_VFORK child on its own stack",
        setUp: "a pthread calls back; a child that shares memory runs on 64 KiB below the thread's stack",
        truth: "the child's 64 KiB, pthread's bounds in the parent", source: "posix_spawn, os/exec",
        looksFor: [.spuriousAbort, .stale]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map([.nothing(4096), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
        let stack = map.stacks[0]
        stage.callback("parent, before", on: own)
        let child = stage.probe("child", on: stack, depth: 2048)
        stage.tellSwitching(to: stack)
        stage.tellSwitched(to: stack)
        let status = sbs_run_in_clone(stack.hi, sbs_make_probe, child.pointer)
        stage.tellSwitching(to: nil)
        stage.tellSwitched(to: nil)
        try StagingError.check(error: min(status, 0), "clone")
        sbs_die_like(status)
        stage.callback("parent, after", on: own, .uses(16 * 1024))
    }

    static let vfork = Scenario(
        29, "vfork", "a callback in a vfork child, on the parent's stack",
        setUp: "a pthread calls back; a vfork child calls back on the same stack",
        truth: "pthread's bounds of the own stack", source: "posix_spawn, os/exec", looksFor: [.spuriousAbort]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("parent, before", on: own)
        let status = sbs_run_in_vfork(sbs_make_probe, stage.probe("child", on: own).pointer)
        try StagingError.check(error: min(status, 0), "vfork")
        sbs_die_like(status)
        stage.callback("parent, after", on: own, .uses(16 * 1024))
    }
}
