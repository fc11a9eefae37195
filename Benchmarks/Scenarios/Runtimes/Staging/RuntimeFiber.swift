import CScenarioActions
import CStackSupport
import ForeignStacks

/// A coroutine of the C program that makes a callback into a real runtime at each resume.
final class RuntimeFiber {
    let stack: ForeignStack
    private let stage: RuntimeStage
    private let coroutine: OpaquePointer
    private let next: UnsafeMutablePointer<UnsafeMutablePointer<sbs_runtime_probe>?>

    /// Prepares a coroutine on a stack.
    init(_ stage: RuntimeStage, on stack: ForeignStack) throws(StagingError) {
        let kind = StackSwitch.cheapest
        if let reason = kind.unavailability { throw .unavailable(reason) }
        let next = UnsafeMutablePointer<UnsafeMutablePointer<sbs_runtime_probe>?>.allocate(capacity: 1)
        next.initialize(to: nil)
        guard let lo = UnsafeMutableRawPointer(bitPattern: stack.lo),
            let coroutine = sbs_coroutine_create(
                kind.abi, lo, stack.size, sbs_runtime_probe_coroutine, next)
        else { throw .unavailable("no memory for a coroutine") }
        self.coroutine = coroutine
        self.next = next
        self.stage = stage
        self.stack = stack
    }

    deinit {
        sbs_coroutine_destroy(coroutine)
        next.deallocate()
    }

    /// Which callback the coroutine makes when it is resumed next.
    func prepare(_ probe: RuntimeProbe) { next.pointee = probe.pointer }

    /// Switches to the coroutine and back.
    func resume() { sbs_coroutine_resume(coroutine) }

    /// Announces and makes a callback on the coroutine.
    func callback(_ what: String, _ action: RuntimeStage.Action = .returns) {
        make(stage.probe(what, on: stack, action))
    }

    /// Makes a callback on the coroutine.
    func make(_ probe: RuntimeProbe) {
        prepare(probe)
        resume()
        stage.reportWords()
    }
}
