import CScenarioActions
import CStackSupport
import ForeignStacks

/// A coroutine of the C program that makes a callback at each resume.
///
/// The program cooperates: it registers its stacks and announces when it switches, for strategies that want
/// to know. A scenario can make it forget.
final class Fiber {
    /// How often a switch is announced, before it and after it.
    enum Notice {
        /// Once.
        case once
        /// Never.
        case forgotten
        /// Twice.
        case twice
    }

    let stack: ForeignStack
    private let stage: Stage
    private let isRegistered: Bool
    private let coroutine: OpaquePointer
    private let script: UnsafeMutablePointer<sbs_probe_script>

    /// Prepares a coroutine on a stack, of whose upper end `mapped` bytes are there by now, if that is not all.
    /// A program that forgets to register it does not remove it either.
    init(
        _ stage: Stage, on stack: ForeignStack, mapped: UInt? = nil, isRegistered: Bool = true,
        by kind: StackSwitch = .swapcontext
    ) throws(StagingError) {
        if let reason = kind.unavailability { throw .unavailable(reason) }
        let script = UnsafeMutablePointer<sbs_probe_script>.allocate(capacity: 1)
        script.initialize(to: sbs_probe_script(next: nil, lo: stack.lo, hi: stack.hi, notices: 1))
        let size = mapped ?? stack.hi - stack.lo
        guard let lo = UnsafeMutableRawPointer(bitPattern: stack.hi - size),
            let coroutine = sbs_coroutine_create(kind.abi, lo, Int(size), sbs_probe_coroutine, script)
        else { throw .unavailable("no memory for a coroutine") }
        self.coroutine = coroutine
        self.stage = stage
        self.stack = stack
        self.script = script
        self.isRegistered = isRegistered
        if isRegistered { stage.tellRegistered(stack, true) }
    }

    deinit {
        if isRegistered { stage.tellRegistered(stack, false) }
        sbs_coroutine_destroy(coroutine)
        script.deallocate()
    }

    /// For callbacks that resume this coroutine from within.
    var handle: UnsafeMutableRawPointer { UnsafeMutableRawPointer(coroutine) }

    /// For callbacks on another stack that call out to C, which resumes this coroutine.
    var resumeCall:
        (function: @convention(c) (UnsafeMutableRawPointer?) -> Void, argument: UnsafeMutableRawPointer)
    {
        (
            { Unmanaged<Fiber>.fromOpaque($0!).takeUnretainedValue().resume() },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    /// What the coroutine does when it is resumed next.
    func prepare(_ probe: Probe) { script.pointee.next = probe.pointer }

    /// Switches to the coroutine and back.
    func resume(notice: Notice = .once) {
        script.pointee.notices = notice.count
        for _ in 0..<notice.count { stage.tellSwitching(to: stack) }
        sbs_coroutine_resume(coroutine)
        for _ in 0..<notice.count { stage.tellSwitched(to: nil) }
    }

    /// Makes a callback on the coroutine.
    func make(_ probe: Probe, notice: Notice = .once) {
        prepare(probe)
        resume(notice: notice)
    }

    /// Announces and makes a callback on the coroutine.
    func callback(_ what: String, _ action: Action = .uses(2048), depth: Int = 0, notice: Notice = .once) {
        make(stage.probe(what, on: stack, action, depth: depth), notice: notice)
    }
}

extension Fiber.Notice {
    fileprivate var count: UInt32 {
        switch self {
        case .once: 1
        case .forgotten: 0
        case .twice: 2
        }
    }
}
