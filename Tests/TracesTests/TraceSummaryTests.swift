import Testing

@testable import Traces

/// What a trace says, added up.
@Suite("Trace summaries")
struct TraceSummaryTests {
    private let summary = TraceSummary(SampleTrace.trace)

    @Test func callbacksAreCountedByThreadAndStack() {
        #expect(summary.callbacks == 5)
        #expect(summary.callbacksPerSecond == 2500)
        #expect(summary.threads.map(\.callbacks) == [3, 2])
        #expect(summary.threads.map(\.stackChanges) == [2, 0])
        #expect(summary.threads.map(\.stacks) == [2, 1])
        #expect(summary.stacks.map(\.callbacks) == [2, 1, 2])
        #expect(summary.stacks[2].leastDepth == 48)
        #expect(summary.stacks[2].medianDepth == 48)
        #expect(summary.stacks[2].mostDepth == 1 << 20)
        #expect(summary.course.reduce(0, +) == 5)
    }

    @Test func nestingIsWhatIsOpenOnAThread() {
        // The second and third callback of thread 0 come while the first, on another stack, is in progress.
        #expect(summary.nestedCallbacks == 3)
        #expect(summary.threads.map(\.deepestNesting) == [3, 2])
        #expect(summary.stackSwitches == 1)
    }

    @Test func nestingIsUnknownWithoutEnds() {
        var trace = SampleTrace.trace
        trace.header.ends = []
        let summary = TraceSummary(trace)
        #expect(summary.nestedCallbacks == nil)
        #expect(summary.threads[0].deepestNesting == nil)
    }

    @Test func mappingsAreFirstMostAndLast() {
        #expect(summary.mappings.map(\.first) == [43])
        #expect(summary.mappings.map(\.most) == [43])
        #expect(summary.mappings.map(\.last) == [41])
    }
}
