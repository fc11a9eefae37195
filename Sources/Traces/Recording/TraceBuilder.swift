import CLibrary
import FileReading

/// Makes a trace of the records of all rings.
struct TraceBuilder {
    /// A thread that has called back.
    private struct Thread {
        let index: UInt16
        let isMain: Bool
        var stack: StackFinder.Found?
        var version = 0
    }

    /// A process, and what is known of its memory.
    private struct Process {
        let number: Int
        var space: AddressSpace
        var threads: [Int32: Thread] = [:]
        var mainLimit: UInt64?
        var mappings: Int?
        /// How many were known when they were counted last.
        var known = 0
        /// Libraries and programs that were mapped to be executed, and not reported yet.
        var newFiles: [String] = []
    }

    /// What is written.
    var encoder: TraceEncoder
    /// Records for which the kernel had no room.
    private(set) var lost: UInt64 = 0
    /// The processes that executed another program.
    private(set) var executions = 0
    /// Whether something was left out because there were more threads or stacks than a trace holds.
    private(set) var isFull = false

    private let start: UInt64
    private let roles: (UInt64) -> Trace.EventKind?
    private let most: UInt64
    private var processes: [Int32: Process] = [:]
    private var finder = StackFinder()

    /// - Parameters:
    ///   - header: the header of the trace.
    ///   - start: the time of its beginning (CLOCK_MONOTONIC).
    ///   - most: callbacks at most; what follows is left out.
    ///   - roles: what a hit of an event means.
    init(
        _ header: TraceHeader, start: UInt64, most: UInt64, roles: @escaping (UInt64) -> Trace.EventKind?
    ) {
        encoder = TraceEncoder(header)
        self.start = start
        self.most = most
        self.roles = roles
    }

    /// Whether there are as many callbacks as were asked for.
    var isComplete: Bool { encoder.callbacks >= most }
    /// The processes that have called back or mapped something.
    var processNumbers: [(process: Int32, number: Int)] { processes.map { ($0, $1.number) } }

    /// The mappings that a process has now.
    mutating func snapshot(_ process: Int32) {
        guard let maps = processText(process, "maps"), !maps.isEmpty else { return }
        let space = AddressSpace(maps: maps)
        withProcess(process) { known in
            if known.space.mappings.isEmpty {
                known.space = space
                if let size = mainStackLimit(of: process) { known.space.findThreadStacks(ofBytes: size) }
            } else if let stack = space.mappings.first(where: { $0.name == "[stack]" }) {
                known.space.insert(stack)
            }
        }
    }

    /// The files that processes have mapped to execute since this was last called.
    mutating func takeNewFiles() -> [(process: Int32, files: [String])] {
        var taken: [(process: Int32, files: [String])] = []
        for (process, known) in processes where !known.newFiles.isEmpty {
            taken.append((process, known.newFiles))
            processes[process]?.newFiles = []
        }
        return taken
    }

    /// Adds the mappings that processes made after they were last counted, which those that have ended cannot be
    /// any more: a program of a few milliseconds would seem to have those with which it began.
    mutating func addUncounted(at time: UInt64) {
        for process in processes.keys { addUncounted(at: time, of: process, above: 0) }
    }

    private mutating func addUncounted(at time: UInt64, of process: Int32, above count: Int) {
        guard let known = processes[process] else { return }
        let most = (known.mappings ?? 0) + known.space.lineCount - known.known
        if most > max(count, known.mappings ?? 0) { add(mappings: most, of: process, at: time) }
    }

    /// Adds a count of mappings, if it is another than the last one; `time` is no earlier than what was added before.
    private mutating func add(mappings count: Int, of process: Int32, at time: UInt64) {
        guard let known = processes[process], known.mappings != count else { return }
        processes[process]?.mappings = count
        let number = known.number
        encoder.add(
            Trace.MappingCount(time: time < start ? 0 : time - start, process: number, count: UInt64(count)))
    }

    /// Adds a record; they come in the order of time.
    mutating func add(_ record: PerfRecord, at time: UInt64) {
        switch record {
        case .hit(let event, let process, let thread, let sp):
            guard let kind = roles(event), !isComplete else { return }
            add(kind, process, thread, sp, at: time)
        case .mapping(let process, let thread, let mapping):
            withProcess(process) { known in
                known.space.insert(mapping, by: thread)
                if mapping.isExecutable, mapping.name.hasPrefix("/"), !mapping.name.hasPrefix("//") {
                    known.newFiles.append(mapping.name)
                }
            }
        case .start(let process, let parent, let thread, let parentThread):
            if process == parent {
                withProcess(process) { known in
                    known.space.startedThread(by: parentThread)
                    known.threads[thread] = nil
                }
            } else if let space = processes[parent]?.space {
                processes[process] = nil
                withProcess(process) { $0.space = space }
            }
        case .exit(let process, let thread): processes[process]?.threads[thread] = nil
        case .executed(let process):
            executions += 1
            withProcess(process) { known in
                known.space = AddressSpace()
                known.threads = [:]
                (known.mappings, known.known) = (nil, 0)
            }
        case .counted(let process, let count):
            // What was unmapped again in between was there all the same.
            addUncounted(at: time, of: process, above: count)
            add(mappings: count, of: process, at: time)
            if let lines = processes[process]?.space.lineCount { processes[process]?.known = lines }
        case .lost(let count): lost += count
        }
    }

    private mutating func add(
        _ kind: Trace.EventKind, _ process: Int32, _ thread: Int32, _ sp: UInt64, at time: UInt64
    ) {
        var known = processes.removeValue(forKey: process) ?? newProcess()
        defer { processes[process] = known }
        var caller: Thread
        if let seen = known.threads[thread] {
            caller = seen
        } else {
            guard encoder.hasRoomForThreads else {
                isFull = true
                return
            }
            let isMain = thread == process
            caller = Thread(
                index: encoder.add(Trace.Thread(process: known.number, isMain: isMain)), isMain: isMain)
            if known.mainLimit == nil { known.mainLimit = mainStackLimit(of: process) }
        }
        let stack: StackFinder.Found
        if let last = caller.stack, sp > last.lo, sp <= last.hi, caller.version == known.space.version {
            stack = last
        } else {
            let found = finder.find(
                sp, in: known.space, of: process, mainLimit: known.mainLimit,
                thread: (caller.index, caller.isMain), encoder: &encoder)
            guard let found else {
                isFull = true
                return
            }
            stack = found
            caller.stack = stack
            caller.version = known.space.version
        }
        known.threads[thread] = caller
        encoder.add(
            Trace.Event(
                time: time < start ? 0 : time - start, depth: stack.hi &- sp, stack: stack.index,
                thread: caller.index, kind: kind))
    }

    private mutating func withProcess(_ process: Int32, _ change: (inout Process) -> Void) {
        var known = processes.removeValue(forKey: process) ?? newProcess()
        change(&known)
        processes[process] = known
    }

    private var processCount = 0

    private mutating func newProcess() -> Process {
        defer { processCount += 1 }
        return Process(number: processCount, space: AddressSpace())
    }
}
