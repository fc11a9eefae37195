import CScenarioActions
import Cells
import ForeignStacks

/// 44. The query lies: somebody interposed `pthread_getattr_np`, or adds its numbers up wrongly.
///
/// - Set-up: a pthread on 256 KiB of memory, with other memory around it. What the runtime is answered is
///   changed: `nothing`: there is no answer; `high`: the high end is 64 KiB too high; `low`: the low end is.
/// - Truth: the 256 KiB.
/// - Callbacks: one that uses 2 KiB, and one that overflows.
/// - Expected: bounds within the stack, and an overflow that is caught before L.
/// - Those who believe the answer have the wrong high end (H), or miss the overflow (U). Without an answer,
///   what is left is a window, which is too low near the end (U).
extension Scenario {
    static let queryWithoutAnswer = lyingQuery("nothing", "gives no answer", looksFor: [.lowTooLow]) {
        sbs_make_queries_fail()
    }
    static let queryTooHigh = lyingQuery("high", "is 64 KiB too high at the top", looksFor: [.highWrong]) {
        sbs_make_queries_lie(0, 64 * 1024)
    }
    static let queryTooLow = lyingQuery("low", "is 64 KiB too low at the bottom", looksFor: [.lowTooLow]) {
        sbs_make_queries_lie(-64 * 1024, 0)
    }

    private static func lyingQuery(
        _ variant: String, _ what: String, looksFor: [Fault], lie: @escaping @Sendable () -> Void
    ) -> Scenario {
        Scenario(
            44, "lying-query/\(variant)",
            "the query for the thread's stack \(what), and the thread overflows",
            setUp: "pthread_attr_setstack with 256 KiB between other memory; the query \(what)",
            truth: "the 256 KiB", source: "Flatpak's stubs of pthread_getattr_np; il2cpp's high end",
            looksFor: looksFor
        ) { (stage) throws(StagingError) in
            let map = try stage.map(
                [.memory(128 * 1024), .stack(256 * 1024), .memory(128 * 1024)], .anywhere)
            let stack = map.stacks[0]
            let probes = [
                stage.probe("2 KiB", on: stack),
                stage.probe("overflow", on: stack, .overflows, depth: 200 * 1024),
            ]
            lie()
            try ThreadOnStack.run(probes, on: stack)
            stage.inspect(map, after: probes[1])
        }
    }
}
