/// What a process has mapped, as far as the kernel reports it: mappings as they come, but none that goes. So a
/// mapping that SP is in is right, and one that has gone may still look like a neighbour.
struct AddressSpace {
    typealias Mapping = PerfRecord.Mapping

    /// By address; none overlaps another.
    private(set) var mappings: [Mapping] = []
    /// Raised by every change.
    private(set) var version = 0
    /// The low ends of mappings that threads were started on.
    private(set) var threadStacks: Set<UInt64> = []
    /// The last mappings of each thread, newest last.
    private var latest: [Int32: [Mapping]] = [:]

    /// Nothing.
    init() {}

    /// The lines of `/proc/PID/maps`.
    init(maps: String) {
        for line in maps.split(separator: "\n") {
            if let mapping = Mapping(mapsLine: line) { insert(mapping) }
        }
    }

    /// The lines that `/proc/PID/maps` would have: the kernel joins anonymous neighbours of equal protection.
    var lineCount: Int {
        var count = 0
        var last: Mapping?
        for mapping in mappings {
            let isJoined = last.map { last in
                last.hi == mapping.lo && last.isAnonymous && mapping.isAnonymous
                    && last.protection == mapping.protection
            }
            if isJoined != true { count += 1 }
            last = mapping
        }
        return count
    }

    /// Adds a mapping in the place of whatever was there.
    mutating func insert(_ new: Mapping, by thread: Int32? = nil) {
        guard new.lo < new.hi else { return }
        version += 1
        let first = firstIndex { $0.hi > new.lo }
        let last = firstIndex { $0.lo >= new.hi }
        var replacement: [Mapping] = []
        if first < last {
            var below = mappings[first]
            var above = mappings[last - 1]
            if below.lo < new.lo {
                below.hi = new.lo
                replacement.append(below)
            }
            replacement.append(new)
            if above.hi > new.hi {
                above.offset &+= new.hi - above.lo
                above.lo = new.hi
                replacement.append(above)
            }
        } else {
            replacement = [new]
        }
        mappings.replaceSubrange(first..<max(first, last), with: replacement)
        if let thread {
            latest[thread, default: []].append(new)
            if latest[thread]?.count ?? 0 > 8 { latest[thread]?.removeFirst() }
        }
    }

    /// A thread has started another: the newest mapping with a guard below it that it made for that is the other's
    /// stack. glibc maps without access and gives access to all but the guard; it may allocate in between.
    mutating func startedThread(by parent: Int32) {
        let candidate = latest[parent]?.last { mapping in
            mapping.isAnonymous && mapping.isWritable && hasGuard(below: mapping.lo)
        }
        if let candidate { threadStacks.insert(candidate.lo) }
        latest[parent] = nil
    }

    /// Threads that were there before are taken to be on the stacks that look like those that the C library makes by
    /// default: as large as the main thread's may become, with a guard.
    mutating func findThreadStacks(ofBytes size: UInt64) {
        for mapping in mappings where mapping.isAnonymous && mapping.isWritable && hasGuard(below: mapping.lo)
        {
            if mapping.hi - mapping.lo == size { threadStacks.insert(mapping.lo) }
        }
    }

    /// The index of the mapping that an address is in.
    func index(of address: UInt64) -> Int? {
        let index = firstIndex { $0.hi > address }
        return index < mappings.count && mappings[index].lo <= address ? index : nil
    }

    private func hasGuard(below address: UInt64) -> Bool {
        guard let index = index(of: address), index > 0 else { return false }
        return mappings[index - 1].hi == address && mappings[index - 1].protection == 0
    }

    private func firstIndex(where isThere: (Mapping) -> Bool) -> Int {
        var (low, high) = (0, mappings.count)
        while low < high {
            let middle = (low + high) / 2
            if isThere(mappings[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension PerfRecord.Mapping {
    var isAnonymous: Bool { name.isEmpty || name == "//anon" || name.hasPrefix("[anon") }
    var isWritable: Bool { protection & 2 != 0 }
    var isExecutable: Bool { protection & 4 != 0 }

    /// `55d0a000-55d0b000 r-xp 00001000 08:01 1234  /usr/bin/program`
    init?(mapsLine line: Substring) {
        let words = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
        guard words.count >= 5, let dash = words[0].firstIndex(of: "-"),
            let lo = UInt64(words[0][..<dash], radix: 16),
            let hi = UInt64(words[0][words[0].index(after: dash)...], radix: 16),
            let offset = UInt64(words[2], radix: 16)
        else { return nil }
        self.init(lo: lo, hi: hi)
        self.offset = offset
        setProtection(Array(words[1].utf8)[...])
        name = words.count > 5 ? String(words[5].drop { $0 == " " }) : ""
    }

    /// `r-xp`
    mutating func setProtection(_ rights: ArraySlice<UInt8>) {
        let bits: [(UInt8, UInt32)] = [
            (UInt8(ascii: "r"), 1), (UInt8(ascii: "w"), 2), (UInt8(ascii: "x"), 4),
        ]
        protection = bits.reduce(0) { rights.contains($1.0) ? $0 | $1.1 : $0 }
    }
}
