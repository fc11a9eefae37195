/// Reads the bytes of a trace, up to the cut where it was cut off.
struct TraceDecoder {
    private var input: TraceBytes
    private var trace = Trace()
    private var time: UInt64 = 0
    private var thread: UInt16 = 0
    private var stackOfThread: [UInt32] = []
    private var depthOfStack: [UInt64] = []

    /// - Returns: the trace.
    /// - Throws: `TraceFault.malformed`, or `.cutOff` when not even the header is there.
    static func decode(_ bytes: [UInt8]) throws(Failure) -> Trace {
        let start = TraceFormat.magic.count
        guard bytes.starts(with: TraceFormat.magic) else { throw Failure(place: 0, what: "not a trace") }
        guard bytes.count >= start + 2 else {
            throw Failure(place: bytes.count, what: "it ends before its header")
        }
        guard bytes[start] == TraceFormat.version else {
            throw Failure(
                place: start,
                what: "a trace of version \(bytes[start]), this program reads \(TraceFormat.version)")
        }
        guard bytes[start + 1] == UInt8(ascii: "\n") else {
            throw Failure(place: start + 1, what: "no line feed behind the version")
        }
        var decoder = TraceDecoder(input: TraceBytes(bytes, from: start + 2))
        do throws(TraceFault) {
            try decoder.readHeader()
            decoder.trace.events.reserveCapacity(bytes.count / 8)
        } catch {
            throw Failure(place: decoder.input.place, error, "it ends before its header")
        }
        do throws(TraceFault) {
            while decoder.trace.end == nil, !decoder.input.isAtEnd { try decoder.readRecord() }
        } catch .cutOff {
        } catch {
            throw Failure(place: decoder.input.place, error, "")
        }
        return decoder.trace
    }

    /// What is wrong, and before which byte.
    struct Failure: Error {
        let place: Int
        let what: String

        init(place: Int, what: String) { (self.place, self.what) = (place, what) }

        init(place: Int, _ fault: TraceFault, _ cut: String) {
            self.place = place
            what = if case .malformed(let what) = fault { what } else { cut }
        }
    }

    private init(input: TraceBytes) { self.input = input }

    private mutating func readHeader() throws(TraceFault) {
        guard try input.byte() == TraceFormat.Tag.header.rawValue else {
            throw .malformed("it does not begin with a header")
        }
        let length = try input.varint()
        trace.header = try input.part(of: length) { (part) throws(TraceFault) in
            var header = TraceHeader()
            let count = try part.varint()
            var read: UInt64 = 0
            while read < count {
                let key = try part.text()
                header.set(key, try part.text())
                read += 1
            }
            return header
        }
    }

    private mutating func readRecord() throws(TraceFault) {
        let tag = try input.byte()
        if tag < TraceFormat.firstTagWithLength { return try readEvent(tag) }
        let length = try input.varint()
        guard let known = TraceFormat.Tag(rawValue: tag) else {
            return try input.part(of: length) { (_) throws(TraceFault) in }
        }
        switch known {
        case .header: throw .malformed("a second header")
        case .thread: try readThread(length)
        case .stack: try readStack(length)
        case .mappings:
            let (elapsed, process, count) = try input.part(of: length) { (part) throws(TraceFault) in
                (try part.varint(), try part.varint(), try part.varint())
            }
            try pass(elapsed)
            guard process < UInt64(TraceFormat.mostThreads), count < 1 << 32 else {
                throw .malformed("an impossible count of mappings")
            }
            trace.mappings.append(.init(time: time, process: Int(process), count: count))
        case .window: try readWindow(length)
        case .program:
            trace.header.program = try input.part(of: length) { (part) throws(TraceFault) in try part.text() }
        case .end:
            let (elapsed, lost, reason, cpuTime) = try input.part(of: length) { (part) throws(TraceFault) in
                (try part.varint(), try part.varint(), try part.text(), try part.optional())
            }
            try pass(elapsed)
            trace.end = .init(time: time, lost: lost, reason: reason, cpuTime: cpuTime)
        }
    }

    private mutating func readWindow(_ length: UInt64) throws(TraceFault) {
        let last = trace.windows.last?.end ?? 0
        let window = try input.part(of: length) { (part) throws(TraceFault) in
            let (begin, duration) = (try part.varint(), try part.varint())
            let (end, isTooLate) = begin.addingReportingOverflow(duration)
            let (cut, stray) = (try part.varint(), try part.varint())
            guard !isTooLate, end < 1 << 62, begin >= last, max(cut, stray) < 1 << 32 else {
                throw .malformed("an impossible window")
            }
            return Trace.Window(begin: begin, end: end, cutCallbacks: cut, strayEnds: stray)
        }
        trace.windows.append(window)
    }

    private mutating func readThread(_ length: UInt64) throws(TraceFault) {
        guard trace.threads.count < TraceFormat.mostThreads else { throw .malformed("too many threads") }
        let (process, isMain) = try input.part(of: length) { (part) throws(TraceFault) in
            (try part.varint(), try part.byte() & 1 == 1)
        }
        guard process < UInt64(TraceFormat.mostThreads) else { throw .malformed("an impossible process") }
        trace.threads.append(.init(process: Int(process), isMain: isMain))
        stackOfThread.append(0)
    }

    private mutating func readStack(_ length: UInt64) throws(TraceFault) {
        guard trace.stacks.count < TraceFormat.mostStacks else { throw .malformed("too many stacks") }
        let threads = trace.threads.count
        let stack = try input.part(of: length) { (part) throws(TraceFault) in
            guard let kind = Trace.StackKind(rawValue: try part.byte()) else {
                throw .malformed("an unknown kind of stack")
            }
            let size = try part.varint()
            let offset = try part.varint().zigzagDecoded
            let guardBytes = try part.varint()
            let (below, above, owner) = (try part.optional(), try part.optional(), try part.optional())
            guard size > 0, size <= TraceFormat.largestStack, guardBytes <= TraceFormat.largestStack,
                offset.magnitude <= 1 << 60
            else { throw .malformed("an impossible stack") }
            if let owner, owner >= UInt64(threads) {
                throw .malformed("a stack of a thread that is not there")
            }
            return Trace.Stack(
                kind: kind, size: size, offset: offset, guardBytes: guardBytes, gapBelow: below,
                gapAbove: above, owner: owner.map { Int($0) })
        }
        trace.stacks.append(stack)
        depthOfStack.append(0)
    }

    private mutating func readEvent(_ tag: UInt8) throws(TraceFault) {
        guard let kind = Trace.EventKind(rawValue: tag >> TraceFormat.kindShift) else {
            throw .malformed("an unknown kind of event")
        }
        var thread = thread
        if tag & TraceFormat.hasThread != 0 { thread = UInt16(clamping: try input.varint()) }
        guard Int(thread) < stackOfThread.count else {
            throw .malformed("an event of a thread that is not there")
        }
        var stack = stackOfThread[Int(thread)]
        if tag & TraceFormat.hasStack != 0 { stack = UInt32(clamping: try input.varint()) }
        guard Int(stack) < depthOfStack.count else {
            throw .malformed("an event on a stack that is not there")
        }
        var depth = depthOfStack[Int(stack)]
        if tag & TraceFormat.hasDepth != 0 {
            depth = depth &+ UInt64(bitPattern: try input.varint().zigzagDecoded)
        }
        guard depth <= trace.stacks[Int(stack)].size else { throw .malformed("an event below its stack") }
        try pass(try input.varint())
        self.thread = thread
        stackOfThread[Int(thread)] = stack
        depthOfStack[Int(stack)] = depth
        trace.events.append(.init(time: time, depth: depth, stack: stack, thread: thread, kind: kind))
    }

    private mutating func pass(_ elapsed: UInt64) throws(TraceFault) {
        let (later, isTooLate) = time.addingReportingOverflow(elapsed)
        guard !isTooLate, later < 1 << 62 else { throw .malformed("a time that cannot be") }
        time = later
    }
}
