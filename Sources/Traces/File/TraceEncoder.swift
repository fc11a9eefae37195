/// Writes the bytes of a trace as things happen: whatever has been written can be read, wherever it ends.
public struct TraceEncoder: Sendable {
    /// What has not been taken yet.
    public private(set) var bytes: [UInt8] = []
    /// Threads so far.
    public private(set) var threadCount = 0
    /// Stacks so far.
    public private(set) var stackCount = 0
    /// Callbacks so far.
    public private(set) var callbacks: UInt64 = 0

    private var time: UInt64 = 0
    private var thread: UInt16 = 0
    private var stackOfThread: [UInt32] = []
    private var depthOfStack: [UInt64] = []

    /// Begins a trace.
    public init(_ header: TraceHeader) {
        bytes = TraceFormat.magic + [TraceFormat.version, UInt8(ascii: "\n")]
        append(.header) { payload in
            payload.append(varint: UInt64(header.pairs.count))
            for (key, value) in header.pairs {
                payload.append(text: key)
                payload.append(text: value)
            }
        }
    }

    /// Hands out what has been written since this was last called.
    public mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Whether there is room for another stack.
    public var hasRoomForStacks: Bool { stackCount < TraceFormat.mostStacks }
    /// Whether there is room for another thread.
    public var hasRoomForThreads: Bool { threadCount < TraceFormat.mostThreads }

    /// Adds a thread.
    ///
    /// - Returns: its index.
    public mutating func add(_ thread: Trace.Thread) -> UInt16 {
        append(.thread) { payload in
            payload.append(varint: UInt64(thread.process))
            payload.append(thread.isMain ? 1 : 0)
        }
        stackOfThread.append(0)
        threadCount += 1
        return UInt16(threadCount - 1)
    }

    /// Adds a stack.
    ///
    /// - Returns: its index.
    public mutating func add(_ stack: Trace.Stack) -> UInt32 {
        append(.stack) { payload in
            payload.append(stack.kind.rawValue)
            payload.append(varint: stack.size)
            payload.append(varint: UInt64(zigzag: stack.offset))
            payload.append(varint: stack.guardBytes)
            payload.append(varint: stack.gapBelow.map { $0 + 1 } ?? 0)
            payload.append(varint: stack.gapAbove.map { $0 + 1 } ?? 0)
            payload.append(varint: stack.owner.map { UInt64($0) + 1 } ?? 0)
        }
        depthOfStack.append(0)
        stackCount += 1
        return UInt32(stackCount - 1)
    }

    /// Adds an event of a thread and a stack that were added before, no earlier than the last one.
    public mutating func add(_ event: Trace.Event) {
        var tag = event.kind.rawValue << TraceFormat.kindShift
        let place = bytes.count
        bytes.append(tag)
        if event.thread != thread {
            tag |= TraceFormat.hasThread
            bytes.append(varint: UInt64(event.thread))
            thread = event.thread
        }
        if event.stack != stackOfThread[Int(thread)] {
            tag |= TraceFormat.hasStack
            bytes.append(varint: UInt64(event.stack))
            stackOfThread[Int(thread)] = event.stack
        }
        let before = depthOfStack[Int(event.stack)]
        if event.kind == .callback, event.depth != before {
            tag |= TraceFormat.hasDepth
            bytes.append(varint: UInt64(zigzag: Int64(bitPattern: event.depth &- before)))
            depthOfStack[Int(event.stack)] = event.depth
        }
        bytes.append(varint: elapsed(event.time))
        bytes[place] = tag
        if event.kind == .callback { callbacks += 1 }
    }

    /// Adds a count of mappings.
    public mutating func add(_ mappings: Trace.MappingCount) {
        let elapsed = elapsed(mappings.time)
        append(.mappings) { payload in
            payload.append(varint: elapsed)
            payload.append(varint: UInt64(mappings.process))
            payload.append(varint: mappings.count)
        }
    }

    /// Adds a window that has ended. Its times are those of the recording, so that a reader that passes over it knows
    /// those of what follows.
    public mutating func add(_ window: Trace.Window) {
        append(.window) { payload in
            for number in [window.begin, window.end - window.begin, window.cutCallbacks, window.strayEnds] {
                payload.append(varint: number)
            }
        }
    }

    /// Says what program it is, in the place of what the header says.
    mutating func add(program: String) { append(.program) { $0.append(text: program) } }

    /// Ends the trace.
    public mutating func add(_ end: Trace.End) {
        let elapsed = elapsed(end.time)
        append(.end) { payload in
            payload.append(varint: elapsed)
            payload.append(varint: end.lost)
            payload.append(text: end.reason)
            payload.append(varint: end.cpuTime.map { $0 + 1 } ?? 0)
        }
    }

    /// Since whatever was last written: a clock that went back stands still.
    private mutating func elapsed(_ moment: UInt64) -> UInt64 {
        guard moment > time else { return 0 }
        defer { time = moment }
        return moment - time
    }

    private mutating func append(_ tag: TraceFormat.Tag, _ fill: (inout [UInt8]) -> Void) {
        var payload: [UInt8] = []
        fill(&payload)
        bytes.append(tag.rawValue)
        bytes.append(varint: UInt64(payload.count))
        bytes.append(contentsOf: payload)
    }
}

extension [UInt8] {
    /// Seven bits a byte, the lowest first (LEB128).
    fileprivate mutating func append(varint value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    fileprivate mutating func append(text: String) {
        let utf8 = Array(text.utf8.prefix(TraceFormat.mostBytesOfText))
        append(varint: UInt64(utf8.count))
        append(contentsOf: utf8)
    }
}
