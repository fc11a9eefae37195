import CScenarioActions
import Cells
import ForeignStacks

/// A program in the form that C runs, with what is expected of each callback. Can be made anew in place.
final class CompiledProgram {
    private static let mostSteps = 64

    let exploration: UnsafeMutablePointer<sbs_exploration>
    private(set) var expectations: [Expectation] = []
    /// The place of each step, from step 1.
    private(set) var places: [ExploredPlace] = []
    private let arena: StackArena
    private let steps: UnsafeMutablePointer<sbs_explored_step>
    private let probes: UnsafeMutablePointer<sbs_probe>
    private let body: CallbackBody

    init(_ arena: StackArena, body: CallbackBody) throws(StagingError) {
        self.arena = arena
        self.body = body
        exploration = .allocate(capacity: 1)
        exploration.initialize(to: try arena.exploration())
        steps = .allocate(capacity: Self.mostSteps)
        probes = .allocate(capacity: Self.mostSteps)
        exploration.pointee.steps = UnsafePointer(steps)
    }

    deinit {
        exploration.deallocate()
        steps.deallocate()
        probes.deallocate()
    }

    /// Replaces the program.
    func compile(_ program: [ExploredStep]) {
        var state = ProgramState(Cooperation(isNotified: true, isRegistered: true))
        var count = 0
        expectations.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        for step in program {
            let probe = step.makesCallback ? announce(step, in: state) : nil
            for compiled in step.compiled(in: state) {
                steps[count] = compiled
                steps[count].probe = probe
                count += 1
            }
            state.take(step)
        }
        exploration.pointee.count = UInt32(count)
    }

    private func announce(_ step: ExploredStep, in state: ProgramState) -> UnsafeMutablePointer<sbs_probe> {
        let place = step == .signal ? ExploredPlace.signal : state.place
        let stack = arena.stack(place, isSmaller: state.smaller.contains(place), thread: state.thread)
        let expectation = Expectation(
            step: UInt32(expectations.count + 1),
            what: "\(step == .open ? .callBack : step) on the \(place.name) stack", truth: stack,
            outcome: step == .overflow ? .caught : .healthy,
            isRefusalPrescribed: step == .signal ? state.hasOpen : state.hasOpenElsewhere, reach: body.reach)
        expectations.append(expectation)
        places.append(place)
        let probe = probes + expectations.count - 1
        probe.initialize(
            to: sbs_probe(
                step: expectation.step, entry: SBS_PROBE_CALLBACK,
                depth: step == .callBackDeeper ? 7 << 10 : 0,
                use: step == .overflow ? 0 : min(2048, body.reach ?? 2048), reach: body.reach ?? 0,
                past: step == .overflow ? stack.lo : 0, releases: 0, call_out: nil, argument: nil,
                completed: 0))
        return probe
    }
}

extension ExploredStep {
    fileprivate func compiled(in state: ProgramState) -> [sbs_explored_step] {
        func step(
            _ operation: sbs_explored_operation, _ place: ExploredPlace = .own, registers: Bool = false,
            notifies: Bool = false
        ) -> sbs_explored_step {
            sbs_explored_step(
                operation: operation.rawValue, place: UInt32(place.rawValue), registers: registers,
                notifies: notifies, probe: nil)
        }
        switch self {
        case .callBack, .callBackDeeper, .overflow: return [step(SBS_EXPLORED_CALL)]
        case .open: return [step(SBS_EXPLORED_NESTED)]
        case .close: return [step(SBS_EXPLORED_RETURN)]
        case .longjmp: return [step(SBS_EXPLORED_LONGJMP)]
        case .switchTo(let place, let forgets):
            let isNew = place != .own && !state.made.contains(place)
            return [
                step(
                    SBS_EXPLORED_SWITCH, place, registers: isNew && !forgets.contains(.registering),
                    notifies: !forgets.contains(.notifying))
            ]
        case .remap(let place, let forgets):
            let isRegistered = state.registered.contains(place) && !forgets.contains(.registering)
            let remap = step(SBS_EXPLORED_REMAP, place, registers: isRegistered)
            return state.place == place ? [step(SBS_EXPLORED_SWITCH, .own, notifies: true), remap] : [remap]
        case .otherThread: return [step(SBS_EXPLORED_THREAD)]
        case .exitThread: return [step(SBS_EXPLORED_EXIT_THREAD)]
        case .exitInside: return [step(SBS_EXPLORED_EXIT_INSIDE)]
        case .signal: return [step(SBS_EXPLORED_SIGNAL)]
        case .fork: return [step(SBS_EXPLORED_FORK)]
        }
    }
}
