import Testing

@testable import Traces

/// What a program does with stacks, by its trace.
@Suite("Patterns of traces")
struct TracePatternTests {
    private struct Story {
        var trace = Trace()

        init(threads: Int = 1, process: Int = 0) {
            trace.header.ends = ["leave"]
            trace.threads = (0..<threads).map { Trace.Thread(process: process, isMain: $0 == 0) }
        }

        mutating func stack(
            _ kind: Trace.StackKind, size: UInt64 = 65536, at offset: Int64, gapAbove: UInt64? = nil
        ) {
            trace.stacks.append(
                Trace.Stack(
                    kind: kind, size: size, offset: offset, guardBytes: 0, gapBelow: nil, gapAbove: gapAbove,
                    owner: nil))
        }

        mutating func call(_ stack: UInt32, thread: UInt16 = 0, depth: UInt64 = 4096) {
            trace.events.append(
                Trace.Event(time: 0, depth: depth, stack: stack, thread: thread, kind: .callback))
        }

        mutating func end(_ stack: UInt32, thread: UInt16 = 0) {
            trace.events.append(Trace.Event(time: 0, depth: 0, stack: stack, thread: thread, kind: .end))
        }

        mutating func callOnce(_ stack: UInt32, thread: UInt16 = 0, depth: UInt64 = 4096) {
            call(stack, thread: thread, depth: depth)
            end(stack, thread: thread)
        }
    }

    private func patterns(threads: Int = 1, process: Int = 0, _ tell: (inout Story) -> Void) -> [TracePattern]
    {
        var story = Story(threads: threads, process: process)
        tell(&story)
        return TracePattern.found(in: story.trace)
    }

    @Test func ofAMainThread() {
        #expect(
            patterns {
                $0.stack(.main, size: 8 << 20, at: 0)
                $0.callOnce(0)
            } == [.mainThread])
        #expect(
            patterns(process: 1) {
                $0.stack(.main, size: 8 << 20, at: 0)
                $0.callOnce(0)
            } == [.mainThread, .forks])
    }

    @Test func ofThreads() {
        let found = patterns(threads: 3) { story in
            story.stack(.thread, size: 128 << 10, at: 0)
            story.callOnce(0, thread: 1)
            story.callOnce(0, thread: 2)
        }
        #expect(found == [.threads, .smallThreads, .recycledStacks])
    }

    @Test func ofDepths() {
        let down = patterns { story in
            story.stack(.main, size: 8 << 20, at: 0)
            story.callOnce(0)
            story.callOnce(0, depth: 40_000)
        }
        #expect(down == [.mainThread, .deepCalls])
        let up = patterns { story in
            story.stack(.main, size: 8 << 20, at: 0)
            story.callOnce(0, depth: 40_000)
            story.callOnce(0)
        }
        #expect(up == [.mainThread, .deepFirst])
    }

    /// The second stack's low end, where it begins after the first, and what that is.
    static let places: [(Int64, UInt64, [TracePattern])] = [
        (1 << 30, 65536, []), (65536 + 4096, 65536, [.closeStacks]), (65536, 65536, [.adjacentStacks]),
        (4096, 8192, [.smallCoroutines, .innerStacks]), (32768, 32768, [.smallCoroutines, .shrunkStacks]),
        (-65536, 131_072, [.growingStacks]),
    ]

    @Test(arguments: places)
    func ofTwoStacks(_ offset: Int64, _ size: UInt64, _ more: [TracePattern]) {
        let found = patterns { story in
            story.stack(.anonymous, at: 0)
            story.stack(.anonymous, size: size, at: offset)
            story.callOnce(0)
            story.callOnce(1)
        }
        #expect(Set(found) == Set([.coroutines, .firstOnCoroutine] + more), "\(found)")
    }

    @Test func ofNesting() {
        let found = patterns { story in
            story.stack(.main, size: 8 << 20, at: 0)
            story.stack(.heap, at: -(1 << 30), gapAbove: 0)
            story.call(0)
            story.call(1)
            story.end(0)
            story.end(1)
        }
        #expect(found == [.mainThread, .coroutines, .mappingsAbove, .nestedSwitches, .outOfOrder])
        let one = patterns { story in
            story.stack(.main, size: 8 << 20, at: 0)
            story.call(0)
            story.call(0)
            story.end(0)
            story.end(0)
        }
        #expect(one == [.mainThread, .nested])
    }

    @Test func ofACoroutineThatChangesThreads() {
        let found = patterns(threads: 2) { story in
            story.stack(.anonymous, at: 0)
            story.stack(.thread, at: 1 << 30)
            story.callOnce(1, thread: 1)
            story.callOnce(0, thread: 1)
            story.callOnce(0, thread: 0)
        }
        #expect(found.contains(.migration) && !found.contains(.recycledStacks), "\(found)")
    }
}
