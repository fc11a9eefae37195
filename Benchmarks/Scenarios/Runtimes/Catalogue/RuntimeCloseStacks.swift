import ForeignStacks

/// Two stacks that are closer than a window of 32 KiB, without a guard between them.
///
/// - Set-up: a pthread; below its stack A (64 KiB), 8 KiB of foreign memory, B (64 KiB) above.
/// - Truth: the 64 KiB of each. What is changed below B is foreign.
/// - Callbacks: own stack, then A, B, A, B.
/// - Expected: all return, and the foreign memory is as it was.
extension RuntimeScenario {
    static let closeStacks = RuntimeScenario(
        "close-stacks", "two 64 KiB stacks 8 KiB apart, unguarded, alternating",
        setUp:
            "a pthread calls back once; below its stack A (64 KiB), 8 KiB of foreign memory, B (64 KiB) above",
        truth: "the 64 KiB of each; the memory between is not the runtime's",
        source: "CL 527715: its window is larger than the gap"
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        let map = try stage.map(
            [RuntimeStage.gap, .stack(64 * 1024), .memory(8192), .stack(64 * 1024), RuntimeStage.gap],
            .below(own.lo))
        let a = try RuntimeFiber(stage, on: map.stacks[0])
        let b = try RuntimeFiber(stage, on: map.stacks[1])
        stage.callback("own stack", on: own)
        for time in ["first", "second"] {
            a.callback("A, \(time) time")
            let probe = stage.probe("B, \(time) time", on: b.stack)
            b.make(probe)
            stage.inspect(map, below: b.stack.lo, after: probe.step)
        }
    }
}
