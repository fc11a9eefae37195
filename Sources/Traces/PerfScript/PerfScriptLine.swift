/// A line of what `perf script` prints: who, when, and a sample or a record of the kernel's.
enum PerfScriptLine: Equatable {
    /// A sample of an event: the text up to the colon, and SP where it was recorded.
    case sample(event: String, process: Int32, thread: Int32, sp: UInt64?, is32Bit: Bool)
    /// A record.
    case record(PerfRecord)
    /// A comment, an empty line, a line of a call chain, or a record that says nothing of stacks.
    case nothing

    /// - Parameter bytes: the line, without its line feed.
    /// - Returns: its time in nanoseconds, 0 for a line without one; nil for what is no such line.
    static func read(_ bytes: ArraySlice<UInt8>) -> (time: UInt64, line: PerfScriptLine)? {
        var scanner = TextScanner(bytes)
        scanner.skipSpaces()
        if scanner.isAtEnd || scanner.take("#") { return (0, .nothing) }
        let start = scanner
        // `python3 1234/1235 51378.166461: `, where the name of the thread may be several words.
        while !scanner.isAtEnd {
            var task = scanner
            if let (process, thread) = task.task("/"), let time = task.time() {
                return Self.read(&task, process, thread).map { (time, $0) }
            }
            scanner.skipWord()
        }
        // `55d0a1b2c3d4 compare+0x14 (/usr/bin/program)`
        var chain = start
        return chain.hexadecimal() != nil && chain.isAtSpace ? (0, .nothing) : nil
    }

    private static func read(_ rest: inout TextScanner, _ process: Int32, _ thread: Int32) -> PerfScriptLine?
    {
        if rest.take("PERF_RECORD_") { return record(&rest, by: thread) }
        var period = rest
        if period.decimal() != nil, period.isAtSpace {
            period.skipSpaces()
            rest = period
        }
        let event = rest.word()
        guard event.last == UInt8(ascii: ":"), event.count > 1 else { return nil }
        var sp: UInt64?
        var is32Bit = false
        while !rest.isAtEnd {
            rest.skipSpaces()
            var word = rest
            if word.take("SP:0x") {
                guard let value = word.hexadecimal(), word.isAtSpace else { return nil }
                sp = value
            } else if word.take("ABI:1"), word.isAtSpace {
                is32Bit = true
            }
            rest.skipWord()
        }
        return .sample(
            event: String(decoding: event.dropLast(), as: UTF8.self), process: process, thread: thread,
            sp: sp,
            is32Bit: is32Bit)
    }

    /// As tools/perf/util/event.c of Linux prints them.
    private static func record(_ rest: inout TextScanner, by thread: Int32) -> PerfScriptLine? {
        if rest.take("MMAP2 ") || rest.take("MMAP ") { return mapping(&rest) }
        if rest.take("FORK(") {
            guard let (process, thread) = rest.task(":"), rest.take("):("),
                let (parent, parentThread) = rest.task(":"), rest.take(")")
            else { return nil }
            return .record(
                .start(process: process, parent: parent, thread: thread, parentThread: parentThread))
        }
        if rest.take("EXIT(") {
            guard let (process, thread) = rest.task(":"), rest.take(")") else { return nil }
            return .record(.exit(process: process, thread: thread))
        }
        if rest.take("COMM exec: ") {
            // The name may have colons.
            rest.skip(toLast: ":")
            guard let (process, _) = rest.task("/") else { return nil }
            return .record(.executed(process: process))
        }
        if rest.take("LOST lost ") || rest.take("LOST_SAMPLES lost ") {
            return rest.decimal().map { .record(.lost($0)) }
        }
        return .nothing
    }

    /// `23693/23693: [0x41f000(0x2b0000) @ 0x1f000 fe:00 16236817 1555312620]: r-xp /usr/bin/python3.11`
    private static func mapping(_ rest: inout TextScanner) -> PerfScriptLine? {
        guard let (process, thread) = rest.task("/"), rest.take(": [0x"), let lo = rest.hexadecimal(),
            rest.take("(0x"), let size = rest.hexadecimal(), rest.take(") @ "), size <= .max - lo
        else { return nil }
        _ = rest.take("0x")
        guard let offset = rest.hexadecimal(), rest.skip(to: "]: ") else { return nil }
        let rights = rest.word()
        guard !rights.isEmpty else { return nil }
        // The kernel's own.
        if process < 0 { return .nothing }
        rest.skipSpaces()
        var mapping = PerfRecord.Mapping(lo: lo, hi: lo + size)
        mapping.offset = offset
        mapping.setProtection(rights)
        mapping.name = rest.text
        return .record(.mapping(process: process, thread: thread, mapping))
    }
}
