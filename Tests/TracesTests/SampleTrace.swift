@testable import Traces

/// A trace of everything that there is.
enum SampleTrace {
    static let header: TraceHeader = {
        var header = TraceHeader()
        header.program = "python3.11"
        header.source = "uprobe"
        header.entries = ["enter", "enter_too"]
        header.ends = ["leave"]
        header.switches = ["jump"]
        header.window = "1ms/2ms"
        header.overhead = 2200
        header.architecture = "x86_64"
        header.kernel = "6.18"
        return header
    }()

    /// Two threads, three stacks; a callback is suspended on a coroutine while another comes and ends.
    static let trace: Trace = {
        var trace = Trace()
        trace.header = header
        trace.threads = [.init(process: 0, isMain: true), .init(process: 1, isMain: false)]
        trace.stacks = [
            .init(
                kind: .main, size: 8 << 20, offset: 0, guardBytes: 0, gapBelow: nil, gapAbove: 4096, owner: 0),
            .init(
                kind: .anonymous, size: 65536, offset: -(1 << 30), guardBytes: 4096, gapBelow: 0, gapAbove: 0,
                owner: nil),
            .init(
                kind: .thread, size: 1 << 20, offset: -(2 << 30), guardBytes: 4096, gapBelow: nil,
                gapAbove: nil, owner: 1),
        ]
        trace.events = [
            event(10, 0, 0, 13400), event(20, 0, 1, 512), event(30, 0, 0, 13400),
            event(40, 0, 0, 13400, .end), event(50, 0, 1, 512, .end), event(60, 0, 0, 13400, .end),
            event(70, 1, 2, 1 << 20), event(1_000_000, 1, 2, 1 << 20, .stackSwitch),
            event(1_000_000, 1, 2, 48),
        ]
        trace.mappings = [
            .init(time: 1_000_000, process: 0, count: 43), .init(time: 2_000_000, process: 0, count: 41),
        ]
        trace.windows = [
            .init(begin: 0, end: 1_500_000, cutCallbacks: 2, strayEnds: 0),
            .init(begin: 1_500_000, end: 2_000_000, cutCallbacks: 0, strayEnds: 1),
        ]
        trace.end = .init(time: 2_000_000, lost: 3, reason: "the program ended", cpuTime: 0)
        return trace
    }()

    private static func event(
        _ time: UInt64, _ thread: UInt16, _ stack: UInt32, _ depth: UInt64,
        _ kind: Trace.EventKind = .callback
    ) -> Trace.Event {
        Trace.Event(time: time, depth: depth, stack: stack, thread: thread, kind: kind)
    }

    /// The bytes of a trace, with threads and stacks before all events.
    static func bytes(of trace: Trace) -> [UInt8] {
        var encoder = TraceEncoder(trace.header)
        for thread in trace.threads { _ = encoder.add(thread) }
        for stack in trace.stacks { _ = encoder.add(stack) }
        for event in trace.events { encoder.add(event) }
        for mappings in trace.mappings { encoder.add(mappings) }
        for window in trace.windows { encoder.add(window) }
        if let end = trace.end { encoder.add(end) }
        return encoder.take()
    }
}

/// xorshift: which mutant it is decides what it is.
struct MutantRandom: RandomNumberGenerator {
    private var state: UInt64

    init(mutant: UInt64) { state = mutant &* 0x9e37_79b9_7f4a_7c15 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
