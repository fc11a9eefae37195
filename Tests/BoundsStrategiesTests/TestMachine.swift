import CStackSupport
import CallbackRuntime

/// A test's own machine, with state, on which a strategy's functions are called. No thread is involved,
/// except that queries answer its real bounds.
final class TestMachine {
    private let strategy: BoundsStrategy
    private let pointer: MachinePointer
    private let state: UnsafeMutableRawPointer

    /// Addresses that no stack of the process has.
    static let old = StackBounds(lo: 0x10_0000, hi: 0x20_0000)

    init(_ strategy: BoundsStrategy) {
        self.strategy = strategy
        pointer = .allocate(capacity: 1)
        state = .allocate(byteCount: max(strategy.stateSize, 1), alignment: 16)
        state.initializeMemory(as: UInt8.self, repeating: 0, count: max(strategy.stateSize, 1))
        pointer.initialize(to: Machine())
        pointer.pointee.state = state
    }

    deinit {
        pointer.deallocate()
        state.deallocate()
    }

    /// The machine as it is.
    var machine: Machine { pointer.pointee }
    var bounds: StackBounds { machine.bounds }
    var confidence: Confidence { machine.confidenceInBounds }
    var queries: UInt64 { machine.queries }

    /// Sets what is recorded before the next step, and forgets the queries so far.
    @discardableResult
    func recording(
        _ bounds: StackBounds = TestMachine.old, _ confidence: Confidence = .exact, callsOut: UInt32 = 0,
        inSignal: Bool = false
    ) -> TestMachine {
        pointer.pointee.record(bounds, confidence)
        pointer.pointee.stamp = 0
        return state(callsOut: callsOut, inSignal: inSignal)
    }

    /// Sets the circumstances of the next step, and forgets the queries so far.
    @discardableResult
    func state(callsOut: UInt32 = 0, inSignal: Bool = false) -> TestMachine {
        pointer.pointee.calls_out = callsOut
        pointer.pointee.serves_signal = inSignal ? 1 : 0
        pointer.pointee.queries = 0
        return self
    }

    @discardableResult
    func attach(at sp: UInt) -> TestMachine {
        strategy.attach(pointer, sp)
        return self
    }

    @discardableResult
    func update(at sp: UInt) -> TestMachine {
        strategy.update(pointer, sp)
        return self
    }

    @discardableResult
    func overflow(at sp: UInt) -> TestMachine {
        strategy.overflow!(pointer, sp)
        return self
    }

    /// Where a callback is to run, or 0, which also records the bounds.
    func enter(at sp: UInt) -> UInt { strategy.enter!(pointer, sp) }

    func leave(_ runSP: UInt) { strategy.leave!(pointer, runSP) }

    /// As when the thread exits: the state is zeroed afterwards.
    func detach() {
        strategy.detach?(pointer)
        state.initializeMemory(as: UInt8.self, repeating: 0, count: max(strategy.stateSize, 1))
    }

    @discardableResult
    func switching(_ lo: UInt, _ hi: UInt) -> TestMachine {
        strategy.switching!(pointer, lo, hi)
        return self
    }

    @discardableResult
    func switched(_ lo: UInt, _ hi: UInt) -> TestMachine {
        strategy.switched!(pointer, lo, hi)
        return self
    }

    /// Bounds, confidence and queries in one comparable value.
    var seen: Seen { Seen(bounds: bounds, confidence: confidence, queries: queries) }

    /// The expected side of a table.
    struct Seen: Equatable {
        let bounds: StackBounds
        let confidence: Confidence
        let queries: UInt64

        /// The window around SP.
        static func window(_ sp: UInt, queries: UInt64) -> Seen {
            Seen(bounds: .window(around: sp), confidence: .estimate, queries: queries)
        }

        /// Exact bounds.
        static func exact(_ bounds: StackBounds, queries: UInt64) -> Seen {
            Seen(bounds: bounds, confidence: .exact, queries: queries)
        }
    }
}

/// An address on the caller's own stack.
func stackPointer() -> UInt { UInt(sbs_stack_pointer()) }

/// What pthread says about the caller's stack.
func ownStack() -> StackBounds {
    let answer = sbs_query_thread_bounds()
    return StackBounds(lo: answer.lo, hi: answer.hi)
}
