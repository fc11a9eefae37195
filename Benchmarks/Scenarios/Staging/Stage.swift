import CLibrary
import CScenarioActions
import CStackSupport
import CallbackRuntime
import Cells
import ForeignStacks
import FoundationEssentials
import SystemPackage

/// What a scenario runs on: it announces steps, makes callbacks, and reports to the parent process.
final class Stage: Staging {
    /// The strategy under test.
    let strategy: BoundsStrategy
    /// Where bodies of callbacks run.
    let body: CallbackBody
    /// Everything random comes from here.
    var random: any RandomNumberGenerator
    /// Bytes between the SP that `sbs_make_probe` is called with and the one that the entry sees. They are
    /// the frames in between, which are the same on every stack.
    let entryDistance: UInt
    private var steps: UInt32 = 0
    private var retained: [AnyObject] = []

    /// Must be created before the runtime is started: the distance is measured with a separate runtime.
    init(strategy: BoundsStrategy, body: CallbackBody, random: any RandomNumberGenerator) {
        self.strategy = strategy
        self.body = body
        entryDistance = sbs_probe_entry_distance()
        self.random = random
    }

    /// Announces a callback on the true stack `truth`, made with `depth` bytes of C frames between the
    /// place where it is made and the entry. Go 1.21.1's rule ends the process here
    /// if `isRefusalPrescribed`.
    func probe(
        _ what: String, on truth: ForeignStack, _ action: Action = .uses(2048), depth: Int = 0,
        entry: sbs_probe_entry = SBS_PROBE_CALLBACK, isRefusalPrescribed: Bool = false
    ) -> Probe {
        checkRoom(on: truth, for: action, depth: depth)
        steps += 1
        let expectation = Expectation(
            step: steps, what: what, truth: truth, outcome: action.expectedOutcome,
            isRefusalPrescribed: isRefusalPrescribed, reach: body.reach)
        report { $0.expect = expectation }
        let past = expectation.outcome == .caught ? truth.lo : 0
        let probe = Probe(
            sbs_probe(
                step: steps, entry: entry, depth: depth, use: action.bytes,
                reach: body.reach ?? 0, past: past, releases: 0,
                call_out: nil, argument: nil, completed: 0), expectation)
        keepAlive(probe)
        return probe
    }

    /// Ends the scenario as one that cannot be played if a callback that is let in would not have the room that
    /// it uses of the thread's own stack: a low hard limit is no fault of a strategy.
    private func checkRoom(on truth: ForeignStack, for action: Action, depth: Int) {
        guard case .uses(let used) = action else { return }
        let bytes = min(used, body.reach ?? used)
        guard depth + bytes >= Self.muchRoom else { return }
        let sp = UInt(sbs_stack_pointer())
        let isOwn = truth.hi == sbs_main_stack_end() || truth.lo == ThreadStack.ofPthread.lo
        let needed = UInt(depth + bytes) + Self.reserve
        guard isOwn, truth.contains(sp), sp - truth.lo < needed else { return }
        report {
            $0.unavailable =
                "the scenario needs \(needed >> 10) KiB of the stack, the limit is \(truth.size >> 10) KiB: "
                + "raise it (ulimit -s 8192)"
        }
        report { $0.done = true }
        exit(0)
    }

    /// Bytes from which on a stack may not have the room; no stack of a thread is smaller.
    private static let muchRoom = 64 * 1024
    /// Bytes for the frames of a callback besides, on the stack that it is made on.
    private static let reserve: UInt = 16 * 1024

    /// Makes a callback from where the caller is.
    func make(_ probe: Probe) { sbs_make_probe(probe.pointer) }

    /// Announces and makes a callback from where the caller is.
    func callback(
        _ what: String, on truth: ForeignStack, _ action: Action = .uses(2048), depth: Int = 0
    ) {
        make(probe(what, on: truth, action, depth: depth))
    }

    /// Reports how much memory below the stack was changed by an overflow that nothing stopped.
    func inspect(_ map: StackMap, after probe: Probe) {
        if let lo = probe.expectation?.lo.value { inspect(map, below: lo, after: probe.step) }
    }

    /// Reports a stray write to SP and its outcome.
    func report(_ trial: CorruptionTrial) { report { $0.trial = trial } }

    /// Notifies the runtime that the program is about to switch to a stack; nil is the thread's own.
    func tellSwitching(to stack: ForeignStack?) { sbs_notify_switching(stack?.lo ?? 0, stack?.hi ?? 0) }

    /// Notifies the runtime that the program has switched to a stack; nil is the thread's own.
    func tellSwitched(to stack: ForeignStack?) { sbs_notify_switched(stack?.lo ?? 0, stack?.hi ?? 0) }

    /// Tells the runtime that a stack exists, or is gone.
    func tellRegistered(_ stack: ForeignStack, _ isPresent: Bool) {
        sbs_register_stack(stack.lo, stack.hi, isPresent)
    }

    /// Keeps something until the process ends.
    func keepAlive(_ object: AnyObject) { retained.append(object) }
}
