import CLibrary
import CProcesses
import CScenarioActions
import CallbackRuntime
import Cells
import ForeignStacks
import SystemPackage

/// Runs programs in forks of this process, in which the strategy is started already: that takes a fraction of
/// the time that a new program would. Its methods are to be called on the first thread of the arena.
final class ForkedPrograms: ProgramRunner {
    /// The system refuses what programs need.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }

        init(_ error: Errno) {
            let advice =
                error == .resourceTemporarilyUnavailable ? "; raise the limit of processes (ulimit -u)" : ""
            description = "no process can be forked: \(error)\(advice)"
        }
    }

    /// A place for one program at a time.
    fileprivate final class Slot {
        let compiled: CompiledProgram
        let log: UnsafeMutablePointer<sbs_evidence_log>
        let errors: Int32
        var program: [ExploredStep] = []
        var pid: pid_t = 0

        init(_ arena: StackArena, body: CallbackBody) throws(StagingError) {
            compiled = try CompiledProgram(arena, body: body)
            guard let log = sbs_evidence_log_create() else { throw .unavailable("no memory") }
            self.log = log
            errors = sbs_unnamed_file("", 0)
            if errors < 0 { throw .unavailable("\(Errno(rawValue: errno))") }
        }

        deinit {
            munmap(log, MemoryLayout<sbs_evidence_log>.size)
            close(errors)
        }
    }

    private var idle: [Slot]
    private var busy: [Slot] = []

    /// - Parameters:
    ///   - arena: where programs run.
    ///   - body: where the bodies of callbacks run.
    ///   - width: how many programs run at a time.
    /// - Throws: `StagingError` where the system lacks something.
    init(_ arena: StackArena, body: CallbackBody, width: Int) throws(StagingError) {
        idle = []
        for _ in 0..<width { idle.append(try Slot(arena, body: body)) }
    }

    func run(_ next: () -> [ExploredStep]?, ended: ([ExploredStep], ProgramOutcome) -> Void) throws {
        while true {
            while let slot = idle.last, let program = next() {
                slot.program = program
                slot.compiled.compile(program)
                try start(slot, ended)
                idle.removeAll { $0 === slot }
                busy.append(slot)
            }
            if busy.isEmpty { return }
            try collect(ended)
        }
    }

    /// Where the limit of processes is reached, those that run are waited for.
    private func start(_ slot: Slot, _ ended: ([ExploredStep], ProgramOutcome) -> Void) throws(Failure) {
        for attempt in 0... {
            slot.pid = sbs_explore_in_fork(slot.compiled.exploration, slot.log, slot.errors)
            if slot.pid > 0 { return }
            guard -slot.pid == EAGAIN, attempt < 200 else { throw Failure(Errno(rawValue: -slot.pid)) }
            if busy.isEmpty { usleep(10_000) } else { try collect(ended) }
        }
    }

    private func collect(_ ended: ([ExploredStep], ProgramOutcome) -> Void) throws(Failure) {
        let slot = busy.removeFirst()
        let ending = Ending(waitStatus: sbs_wait_for_explored(slot.pid))
        let evidence = Evidence(slot.log.pointee, expecting: slot.compiled.expectations)
        let judgement = Judge.judge(evidence, ending: ending, standardError: slot.takeErrors())
        idle.append(slot)
        if let reason = evidence.failure { throw Failure(reason) }
        ended(
            slot.program, ProgramOutcome(judgement, evidence, ending, places: slot.compiled.places))
    }
}

extension ForkedPrograms.Slot {
    /// What the program wrote to standard error, which is emptied.
    fileprivate func takeErrors() -> String {
        let length = lseek(errors, 0, SEEK_CUR)
        guard length > 0 else { return "" }
        var bytes = [UInt8](repeating: 0, count: min(Int(length), 4096))
        let count = pread(errors, &bytes, bytes.count, 0)
        ftruncate(errors, 0)
        lseek(errors, 0, SEEK_SET)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

extension Ending {
    fileprivate init(waitStatus status: Int32) {
        let signal = status & 0x7f
        self =
            signal == 0
            ? .exit((status >> 8) & 0xff)
            : signal == Signals.alarm || signal == SIGKILL ? .hung : .signal(signal)
    }
}
