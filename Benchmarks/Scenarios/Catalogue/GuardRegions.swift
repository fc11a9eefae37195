import CScenarioActions
import CStackSupport
import Cells
import ForeignStacks

/// 14. Neighbouring stacks in one mapping with guard regions between them (`MADV_GUARD_INSTALL`, Linux
/// 6.13; glibc 2.42 uses them for pthread stacks).
///
/// - Set-up: a pthread; two 24 KiB stacks in one mapping, a guard region of a page below each.
/// - Truth: the 24 KiB of each.
/// - Callbacks: own stack; one on the lower stack; then one on the upper, which recurses without end.
/// - Expected: caught before L.
/// - The mapping does not show where the stack ends, and the window is larger than the stack: the
///   overflow dies in the guard region by SIGSEGV.
extension Scenario {
    static let guardRegions = Scenario(
        14, "guard-regions", "a 24 KiB coroutine above a MADV_GUARD_INSTALL region overflows",
        setUp:
            "a pthread calls back once; two 24 KiB coroutines in one mapping, a guard region below each",
        truth: "the 24 KiB of each", source: "glibc 2.42, Linux 6.13", looksFor: [.lowTooLow]
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map(
            [.memory(4096), .stack(24 * 1024), .memory(4096), .stack(24 * 1024), .nothing(4096)],
            .below(own.lo))
        for stack in map.stacks {
            try StagingError.check(
                error: sbs_install_guard_region(stack.lo - 4096, stack.lo), "madvise(MADV_GUARD_INSTALL)")
        }
        let lower = try Fiber(stage, on: map.stacks[0])
        let upper = try Fiber(stage, on: map.stacks[1])
        stage.callback("own stack", on: own)
        lower.callback("the lower stack", depth: 2048)
        upper.callback("overflow on the upper stack", .overflows, depth: 2048)
    }
}
