import Testing
import Traces

@testable import BenchResults

/// How often a recorded program called back, by what was recorded of it.
@Suite("Advice on rates")
struct AdviceRateTests {
    private func advice(windows: [Trace.Window], overhead: UInt64?) -> Advice {
        var trace = Trace()
        trace.header.window = windows.isEmpty ? "" : "100ms/1s"
        trace.header.overhead = overhead
        trace.threads = [.init(process: 0, isMain: true)]
        trace.stacks = [
            .init(
                kind: .main, size: 8 << 20, offset: 0, guardBytes: 0, gapBelow: nil, gapAbove: nil, owner: 0)
        ]
        trace.events = (0..<1000).map { .init(time: $0, depth: 64, stack: 0, thread: 0, kind: .callback) }
        trace.windows = windows
        trace.end = .init(time: 1_000_000_000, lost: 0, reason: "", cpuTime: 500_000_000)
        let result = BenchResult(
            isComplete: true, incompleteReason: nil, provenance: Records.provenance, plan: Records.plan,
            strategies: [], workloads: [], floor: "none", assembler: Records.assembler([]))
        return Advice(TraceSummary(trace), result, workload: "trace/a", patterns: [], checks: [])
    }

    @Test func ofEverything() {
        let advice = advice(windows: [], overhead: nil)
        #expect(advice.callbacksPerCPUSecond == 2000 && advice.recordedPart == 1)
    }

    /// The windows have their part of the CPU time, and all of what recording took.
    @Test func ofWindows() {
        let windows = [Trace.Window(begin: 0, end: 100_000_000, cutCallbacks: 0, strayEnds: 0)]
        #expect(advice(windows: windows, overhead: nil).callbacksPerCPUSecond == 20_000)
        let advice = advice(windows: windows, overhead: 25_000)
        #expect(advice.callbacksPerCPUSecond == 40_000 && advice.recordedPart == 0.1)
    }
}
