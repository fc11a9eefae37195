import Cells
import ForeignStacks

/// 35. A process with 20,000 mappings, while another thread maps and unmaps: the verdict is the same, but
/// comes later.
///
/// - Set-up: the main thread; 20,000 mappings; a pthread that constantly maps and unmaps; a coroutine of
///   64 KiB below the main thread's stack.
/// - Truth: the main thread's stack by the kernel's rule; the coroutine's 64 KiB.
/// - Callbacks: own stack and coroutine in turn, three times, then one that uses 16 KiB of the own stack.
/// - Expected: all return.
extension Scenario {
    static let manyMappings = Scenario(
        35, "many-mappings", "20,000 mappings and a thread that constantly maps and unmaps",
        setUp: "the main thread and a 64 KiB coroutine below its stack, in turn; 20,000 mappings and churn",
        truth: "the main thread's stack by the kernel's rule; the coroutine's 64 KiB",
        source: "golang/go#68587, apache/arrow-adbc#2021", looksFor: [.spuriousAbort, .stale],
        on: .mainThread,
        unavailability: { manyMappingsUnavailability ?? ThreadStack.mainThreadUnavailability }
    ) { (stage) throws(StagingError) in
        try stage.makeMappings(20_000)
        let own = try ThreadStack.ofMainThread()
        let map = try stage.map([.nothing(4096), .stack(64 * 1024), .nothing(4096)], .below(own.lo))
        let fiber = try Fiber(stage, on: map.stacks[0])
        let churn: MappingChurn
        do {
            churn = try MappingChurn()
        } catch {
            throw .unavailable("pthread_create: \(error)")
        }
        for turn in 1...3 {
            stage.callback("own stack, turn \(turn)", on: own)
            fiber.callback("coroutine, turn \(turn)", depth: 2048)
        }
        stage.callback("own stack, 16 KiB", on: own, .uses(16 * 1024))
        withExtendedLifetime(churn) {}
    }
    /// Why a process cannot have 20,000 mappings here, or nil.
    static var manyMappingsUnavailability: String? {
        guard let limit = ExtraMappings.limit, limit < 20_500 else { return nil }
        return "vm.max_map_count is \(limit); sysctl vm.max_map_count=65530 would allow it"
    }
}
