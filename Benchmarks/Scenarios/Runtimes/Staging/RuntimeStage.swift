import CScenarioActions
import Cells
import ForeignStacks
import RealRuntimes

/// What a scenario of real runtimes runs on: it announces steps, makes callbacks, and reports to the parent process.
final class RuntimeStage: Staging {
    /// What the body of a callback does.
    enum Action {
        /// Nothing.
        case returns
        /// Nothing, in callbacks one after the other for a fifth of a second: by then a JIT compiler has compiled
        /// it. HotSpot 25 does so after about 2,000, in the background.
        case returnsOften
        /// Recurses so many levels, for which there is room.
        case recurses(UInt64)
        /// Recurses until the runtime reports that the stack is used up.
        case overflows
    }

    /// Bytes below each stack that nothing may touch. HotSpot touches up to 100 KiB below SP before it goes there.
    static let guardSize = 256 * 1024
    /// The part of a `StackMap` that keeps something else away from stacks.
    static let gap = StackMap.Part.nothing(guardSize)

    private let runtime: DrivenRuntime
    /// Number of the step that was announced last, from 1.
    var lastStep: UInt32 { steps }
    private var steps: UInt32 = 0
    private var retained: [AnyObject] = []
    private var hasWords = false

    init(_ runtime: DrivenRuntime) { self.runtime = runtime }

    /// The calling thread is about to make the callbacks.
    func enter() throws {
        if !runtime.isOnAnyThread { try runtime.start() }
        enterThread()
        // The runtime's own handlers are installed, and stay in charge.
        sbs_evidence_report_faults()
    }

    private func enterThread() {
        runtime.attach()
        sbs_evidence_use_signal_stack()
    }

    /// Runs `body` on another thread that calls back, and waits for its end.
    func thread(_ body: () throws(StagingError) -> Void) throws(StagingError) {
        var failure: StagingError?
        try NativeThread.runStaged {
            enterThread()
            do throws(StagingError) { try body() } catch { failure = error }
            runtime.detach()
        }
        if let failure { throw failure }
    }

    /// Announces a callback on the true stack `truth`.
    func probe(_ what: String, on truth: ForeignStack, _ action: Action = .returns) -> RuntimeProbe {
        steps += 1
        let expectation = Expectation(
            step: steps, what: what, truth: truth, outcome: action.expectedOutcome)
        report { $0.expect = expectation }
        let probe = RuntimeProbe(
            step: steps, truth: truth, nanoseconds: action.nanoseconds, levels: action.levels)
        keepAlive(probe)
        return probe
    }

    /// Makes a callback from where the caller is.
    func make(_ probe: RuntimeProbe) {
        sbs_make_runtime_probe(probe.pointer)
        reportWords()
    }

    /// Announces and makes a callback from where the caller is.
    func callback(_ what: String, on truth: ForeignStack, _ action: Action = .returns) {
        make(probe(what, on: truth, action))
    }

    /// Reports how much of a stack the callbacks until now have used.
    func inspectUse(of stack: ForeignStack, in map: StackMap, after step: UInt32) {
        report { $0.used = EvidenceLine.Trace(step: step, bytes: map.used(of: stack)) }
    }

    /// Reports what the runtime says about its first callback that did not do what it should.
    func reportWords() {
        guard !hasWords, let words = runtime.failure else { return }
        hasWords = true
        report { $0.words = String(words.prefix(1000)) }
    }

    func keepAlive(_ object: AnyObject) { retained.append(object) }
}

extension RuntimeStage.Action {
    fileprivate var expectedOutcome: ExpectedOutcome {
        if case .overflows = self { .caught } else { .healthy }
    }

    fileprivate var nanoseconds: UInt64 { if case .returnsOften = self { 200_000_000 } else { 0 } }

    fileprivate var levels: UInt64 {
        switch self {
        case .returns, .returnsOften: 0
        case .recurses(let levels): levels
        case .overflows: .max
        }
    }
}
