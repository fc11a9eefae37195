/// Finds out on which stack of its process an SP is, and what that stack is like.
struct StackFinder {
    /// A stack of the trace, and where it is in the process.
    struct Found {
        let index: UInt32
        let lo: UInt64
        let hi: UInt64
    }

    /// What makes a stack another one.
    private struct Key: Hashable {
        let process: Int32
        let lo: UInt64
        let hi: UInt64
    }

    private var known: [Key: UInt32] = [:]
    /// The low end of the first stack, from which the offsets of the others are counted.
    private var origin: UInt64?

    /// - Parameters:
    ///   - sp: the stack pointer.
    ///   - space: the mappings of the process.
    ///   - process: its process id.
    ///   - mainLimit: what the main thread's stack may grow to, in bytes; nil for unknown.
    ///   - thread: the thread's index, and whether it is its process's main one.
    ///   - encoder: gets the stack if it is new.
    /// - Returns: nil when a trace has no room for another stack.
    mutating func find(
        _ sp: UInt64, in space: AddressSpace, of process: Int32, mainLimit: UInt64?,
        thread: (index: UInt16, isMain: Bool), encoder: inout TraceEncoder
    ) -> Found? {
        guard let index = space.index(of: sp == 0 ? 0 : sp - 1) else {
            // The kernel did not report it: a page around SP is all that is known.
            let lo = sp & ~0xfff
            return place(
                Key(process: process, lo: lo, hi: lo + 0x1000), kind: .unknown, size: 0x1000, guardBytes: 0,
                gaps: (nil, nil), owner: nil, &encoder)
        }
        let mapping = space.mappings[index]
        let isMain = mapping.name == "[stack]"
        let isThreads = space.threadStacks.contains(mapping.lo)
        var below = index - 1
        var guardBytes: UInt64 = 0
        if !isMain, below >= 0, space.mappings[below].hi == mapping.lo, space.mappings[below].protection == 0
        {
            guardBytes = mapping.lo - space.mappings[below].lo
            below -= 1
        }
        let gapBelow = below >= 0 ? mapping.lo - guardBytes - space.mappings[below].hi : nil
        let gapAbove = index + 1 < space.mappings.count ? space.mappings[index + 1].lo - mapping.hi : nil
        let grown = mapping.hi - mapping.lo
        let size = isMain ? max(grown, mainLimit ?? grown) : grown
        let kind: Trace.StackKind =
            if isMain {
                .main
            } else if isThreads {
                .thread
            } else if mapping.name == "[heap]" {
                .heap
            } else if mapping.isAnonymous {
                .anonymous
            } else {
                .file
            }
        // The part of the main thread's stack that has grown is no matter.
        let lo = isMain ? mapping.hi - min(size, mapping.hi) : mapping.lo
        let isOwn = (isMain && thread.isMain) || (isThreads && !thread.isMain)
        return place(
            Key(process: process, lo: lo, hi: mapping.hi), kind: kind, size: size, guardBytes: guardBytes,
            gaps: (isMain ? nil : gapBelow, gapAbove), owner: isOwn ? Int(thread.index) : nil, &encoder)
    }

    private mutating func place(
        _ key: Key, kind: Trace.StackKind, size: UInt64, guardBytes: UInt64,
        gaps: (below: UInt64?, above: UInt64?), owner: Int?, _ encoder: inout TraceEncoder
    ) -> Found? {
        if let index = known[key] { return Found(index: index, lo: key.lo, hi: key.hi) }
        guard encoder.hasRoomForStacks else { return nil }
        let origin = self.origin ?? key.lo
        self.origin = origin
        let index = encoder.add(
            Trace.Stack(
                kind: kind, size: min(size, TraceFormat.largestStack),
                offset: Int64(bitPattern: key.lo &- origin),
                guardBytes: min(guardBytes, TraceFormat.largestStack),
                gapBelow: gaps.below, gapAbove: gaps.above, owner: owner))
        known[key] = index
        return Found(index: index, lo: key.lo, hi: key.hi)
    }
}
