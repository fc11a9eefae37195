import SystemPackage

/// Why a read gave no count.
enum ReadFault: Error, Equatable {
    /// The system call failed.
    case failed(Errno)
    /// It gave nothing: the event is in its error state, off for good.
    case empty
    /// It gave fewer bytes than the counts need.
    case short(bytes: Int, expected: Int)
    /// The answer has the wrong form.
    case malformed
    /// It gave other events' counts but not this one's.
    case missing
}

extension ReadFormat {
    /// The size of the answer for `members` events, in 64-bit words.
    func words(members: Int) -> Int {
        switch self {
        case .group: 3 + 2 * members
        case .single: 4
        }
    }

    /// Reads the kernel's answer (perf_event_open(2), "Reading results") into counts by event identifier.
    ///
    /// By identifier and never by position: the kernel's order is that in which siblings were attached, and
    /// events that failed to open leave no gap. `words` is the buffer that was read into, sized for `members`
    /// events, and `byteCount` what read(2) returned.
    func decode(_ words: [UInt64], byteCount: Int, members: Int) throws(ReadFault) -> [UInt64: EventCount] {
        guard byteCount > 0 else { throw .empty }
        let least = MemoryLayout<UInt64>.size * (self == .group ? 3 : 4)
        guard byteCount >= least else { throw .short(bytes: byteCount, expected: least) }
        guard byteCount <= words.count * MemoryLayout<UInt64>.size else { throw .malformed }
        switch self {
        case .single:
            return [words[3]: EventCount(count: words[0], enabled: words[1], running: words[2])]
        case .group:
            guard words[0] <= UInt64(members) else { throw .malformed }
            let expected = MemoryLayout<UInt64>.size * self.words(members: Int(words[0]))
            guard byteCount >= expected else { throw .short(bytes: byteCount, expected: expected) }
            var counts: [UInt64: EventCount] = [:]
            for index in 0..<Int(words[0]) {
                let count = EventCount(count: words[3 + 2 * index], enabled: words[1], running: words[2])
                guard counts.updateValue(count, forKey: words[4 + 2 * index]) == nil else {
                    throw .malformed
                }
            }
            return counts
        }
    }
}
