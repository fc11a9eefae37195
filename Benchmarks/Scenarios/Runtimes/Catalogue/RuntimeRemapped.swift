import ForeignStacks

/// A stack is freed, and a smaller one is mapped with the same top.
///
/// - Set-up: a pthread; a coroutine's 256 KiB below its stack are unmapped after a callback, and 64 KiB are mapped
///   with the same high end (MAP_FIXED_NOREPLACE), with a PROT_NONE page below.
/// - Truth: the stack that is mapped at the time.
/// - Callbacks: own stack, the old stack, the new one twice.
/// - Expected: all return.
extension RuntimeScenario {
    static let remapped = RuntimeScenario(
        "remapped", "256 KiB are unmapped, 64 KiB mapped with the same top",
        setUp: "a pthread calls back once; a coroutine's stack below its own is unmapped and replaced",
        truth: "the stack that is mapped at the time", source: "hazard of every cache of stacks"
    ) { (stage) throws(StagingError) in
        let own = ThreadStack.ofPthread
        stage.callback("own stack", on: own)
        let top = try stage.reserve(256 * 1024 + 2 * StackRegion.pageSize, below: own.lo)
        do {
            let fiber = try RuntimeFiber(stage, on: try top.map(256 * 1024))
            fiber.callback("the old stack")
        }
        top.unmap()
        let fiber = try RuntimeFiber(stage, on: try top.map(64 * 1024))
        fiber.callback("the new stack, first time")
        fiber.callback("the new stack, second time")
    }
}
