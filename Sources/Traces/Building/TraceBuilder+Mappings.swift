extension TraceBuilder {
    /// Adds the mappings that processes made after they were last counted, which those that have ended cannot be
    /// any more: a program of a few milliseconds would seem to have those with which it began.
    mutating func addUncounted(at time: UInt64) {
        for process in processes.keys { addUncounted(at: time, of: process, above: 0) }
    }

    mutating func addUncounted(at time: UInt64, of process: Int32, above count: Int) {
        guard let known = processes[process] else { return }
        let most = (known.mappings ?? 0) + known.space.lineCount - known.known
        if most > max(count, known.mappings ?? 0) { add(mappings: most, of: process, at: time) }
    }

    /// Adds a count of mappings, if it is another than the last one; `time` is no earlier than what was added before.
    mutating func add(mappings count: Int, of process: Int32, at time: UInt64) {
        guard let known = processes[process], known.mappings != count else { return }
        processes[process]?.mappings = count
        let number = known.number
        encoder.add(
            Trace.MappingCount(time: elapsed(time), process: number, count: UInt64(count)))
    }
}
