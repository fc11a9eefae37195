import CLibrary
import FileReading

/// Makes a trace of the records of all rings.
struct TraceBuilder {
    /// What is written.
    var encoder: TraceEncoder
    /// Records for which the kernel had no room.
    private(set) var lost: UInt64 = 0
    /// The processes that executed another program.
    private(set) var executions = 0
    /// Whether something was left out because there were more threads or stacks than a trace holds.
    private(set) var isFull = false

    let start: UInt64
    private let roles: (UInt64) -> Trace.EventKind?
    private let stackLimit: (Int32) -> UInt64?
    private let most: UInt64
    private let knowsNesting: Bool
    var processes: [Int32: BuiltProcess] = [:]
    private var finder = StackFinder()
    var windows: RecordedWindows?
    /// The program that the trace says it is of.
    private var program: String

    /// - Parameters:
    ///   - header: the header of the trace.
    ///   - start: the time of its beginning (CLOCK_MONOTONIC).
    ///   - most: callbacks at most; what follows is left out.
    ///   - stackLimit: bytes that the main thread's stack of a process may grow to; nil for unknown.
    ///   - roles: what a hit of an event means.
    init(
        _ header: TraceHeader, start: UInt64, most: UInt64, stackLimit: @escaping (Int32) -> UInt64?,
        roles: @escaping (UInt64) -> Trace.EventKind?
    ) {
        encoder = TraceEncoder(header)
        windows = header.window.isEmpty ? nil : RecordedWindows()
        program = header.program
        knowsNesting = !header.ends.isEmpty
        self.start = start
        self.most = most
        self.stackLimit = stackLimit
        self.roles = roles
    }

    /// What Linux gives where nothing else is asked for.
    private static let usualStackLimit: UInt64 = 8 << 20

    /// Whether there are as many callbacks as were asked for.
    var isComplete: Bool { encoder.callbacks >= most }
    /// The processes that have called back or mapped something.
    var processNumbers: [(process: Int32, number: Int)] { processes.map { ($0, $1.number) } }

    /// What else is to be said, a line each.
    var notes: [String] {
        isFull ? ["some callbacks were left out: a trace holds 65,536 threads and stacks"] : []
    }
    /// Whether more is known of any process than what it executes.
    var knowsData: Bool { processes.values.contains { $0.space.mappings.contains { !$0.isExecutable } } }

    /// Finds the stacks of threads that were there before.
    mutating func findThreadStacks() {
        for process in Array(processes.keys) {
            let limit = stackLimit(process) ?? Self.usualStackLimit
            processes[process]?.space.findThreadStacks(ofBytes: limit)
        }
    }

    /// The mappings that a process has now.
    mutating func snapshot(_ process: Int32) {
        guard let maps = processText(process, "maps"), !maps.isEmpty else { return }
        let space = AddressSpace(maps: maps)
        let limit = stackLimit(process)
        withProcess(process) { known in
            if known.space.mappings.isEmpty {
                known.space = space
                if let limit { known.space.findThreadStacks(ofBytes: limit) }
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

    /// Adds a record; they come in the order of time.
    mutating func add(_ record: PerfRecord, at time: UInt64) {
        switch record {
        case .hit(let event, let process, let thread, let sp):
            guard let kind = roles(event), !isComplete, windows?.isOpen ?? true else { return }
            add(kind, process, thread, sp, at: time)
        case .mapping(let process, let thread, let mapping):
            withProcess(process) { known in
                known.space.insert(mapping, by: thread)
                known.noteFile(mapping)
            }
        case .start(let process, let parent, let thread, let parentThread):
            if process == parent {
                withProcess(process) { known in
                    known.space.startedThread(by: parentThread)
                    known.threads[thread] = nil
                }
            } else if let known = processes[parent] {
                processes[process] = nil
                withProcess(process) { $0.inherit(known) }
            }
        case .exit(let process, let thread): processes[process]?.threads[thread] = nil
        case .executed(let process):
            executions += 1
            withProcess(process) { $0.forgetProgram() }
        case .counted(let process, let count):
            // What was unmapped again in between was there all the same.
            addUncounted(at: time, of: process, above: count)
            add(mappings: count, of: process, at: time)
            if let lines = processes[process]?.space.lineCount { processes[process]?.known = lines }
        case .lost(let count): lost += count
        case .opened: open(at: elapsed(time))
        case .closed: close(at: elapsed(time))
        }
    }

    func elapsed(_ time: UInt64) -> UInt64 { time < start ? 0 : time - start }

    private mutating func add(
        _ kind: Trace.EventKind, _ process: Int32, _ thread: Int32, _ sp: UInt64, at time: UInt64
    ) {
        var known = processes.removeValue(forKey: process) ?? newProcess()
        defer { processes[process] = known }
        var caller: BuiltProcess.Thread
        if let seen = known.threads[thread] {
            caller = seen
        } else {
            guard encoder.hasRoomForThreads else {
                isFull = true
                return
            }
            let isMain = thread == process
            caller = BuiltProcess.Thread(
                index: encoder.add(Trace.Thread(process: known.number, isMain: isMain)), isMain: isMain)
            if known.mainLimit == nil { known.mainLimit = stackLimit(process) ?? Self.usualStackLimit }
            name(known.program)
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
        let event = Trace.Event(
            time: elapsed(time), depth: stack.hi &- sp, stack: stack.index, thread: caller.index, kind: kind)
        if windows?.take(event, knowsNesting: knowsNesting) ?? true { encoder.add(event) }
    }

    /// The first process that calls back may have executed another program than the one that was started, as
    /// scripts in front of interpreters do.
    private mutating func name(_ executable: String?) {
        guard encoder.threadCount == 1, let executable, executable != program else { return }
        program = executable
        encoder.add(program: executable)
    }

    private mutating func withProcess(_ process: Int32, _ change: (inout BuiltProcess) -> Void) {
        var known = processes.removeValue(forKey: process) ?? newProcess()
        change(&known)
        processes[process] = known
    }

    private var processCount = 0

    private mutating func newProcess() -> BuiltProcess {
        defer { processCount += 1 }
        return BuiltProcess(number: processCount, space: AddressSpace())
    }
}
